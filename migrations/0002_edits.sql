-- Every edit with its inverse, so that undo survives a restart. Undone edits stay until the next
-- new edit, so that they can be done again.
CREATE TABLE edits (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    draft_id TEXT NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
    edit     TEXT NOT NULL,
    inverse  TEXT NOT NULL,
    label    TEXT NOT NULL,
    undone   INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
    at_ms    INTEGER NOT NULL
) STRICT;
CREATE INDEX edits_by_draft ON edits (draft_id, undone, id);
