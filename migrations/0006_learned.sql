-- What a creator did with rules: mended a finding, answered a question of the quiz rightly or not.
-- Counts for the lessons; no text of any draft.
CREATE TABLE learned (
    id    INTEGER PRIMARY KEY,
    rule  TEXT NOT NULL,
    what  TEXT NOT NULL CHECK (what IN ('mended', 'right', 'wrong')),
    at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX learned_by_rule ON learned (rule, what);
