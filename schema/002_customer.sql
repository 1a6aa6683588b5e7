-- Who all of this is about.

CREATE TABLE customer (
    id ID PRIMARY KEY,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    first_contact_at BIGINT NOT NULL
);

CREATE TABLE contact_point (
    id ID PRIMARY KEY,
    customer BIGINT NOT NULL REFERENCES customer (id),
    kind TEXT NOT NULL,
    value TEXT NOT NULL
);
CREATE UNIQUE INDEX contact_point_value ON contact_point (kind, value);
CREATE INDEX contact_point_of ON contact_point (customer);
