-- Who we are: one row. The opening hours are one document, read whole and changed whole.

CREATE TABLE business (
    id ID PRIMARY KEY,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    zone TEXT NOT NULL,
    website TEXT NOT NULL,
    colour TEXT NOT NULL,
    signature TEXT NOT NULL,
    hours TEXT NOT NULL,
    set_up_at BIGINT,
    checklist_gone_at BIGINT
);

CREATE TABLE business_logo (
    id ID PRIMARY KEY,
    type TEXT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    content BYTES NOT NULL,
    at BIGINT NOT NULL
);
