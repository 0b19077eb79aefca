-- Drafts: the document is JSON with its own version number; columns beside it serve lists.
CREATE TABLE drafts (
    id            TEXT PRIMARY KEY NOT NULL,
    title         TEXT NOT NULL,
    step          TEXT NOT NULL DEFAULT 'script',
    document      TEXT NOT NULL,
    version       INTEGER NOT NULL,
    created_at_ms INTEGER NOT NULL,
    updated_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX drafts_by_update ON drafts (updated_at_ms DESC);
