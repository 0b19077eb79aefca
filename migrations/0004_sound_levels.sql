-- What was heard of a draft's clip (JSON of media::Levels), so that pauses can be proposed anew
-- without reading the film again. Gone when the draft gets another clip.
CREATE TABLE sound_levels (
    draft_id TEXT PRIMARY KEY NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
    levels   TEXT NOT NULL
) STRICT;
