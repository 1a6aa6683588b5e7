-- What the migrations make, as SQLite prints it. Refresh: REGULARS_SNAPSHOT=write build/debug/tests --only snapshot
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor BIGINT,
    customer BIGINT,
    subject BIGINT,
    conversation BIGINT,
    cause BIGINT,
    depth BIGINT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX event_of_customer ON event (customer, id) WHERE customer IS NOT NULL;
CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    at BIGINT NOT NULL
);
CREATE TABLE job (
    id INTEGER PRIMARY KEY,
    event BIGINT NOT NULL,
    reaction TEXT NOT NULL,
    strangers BIGINT NOT NULL,
    customer BIGINT,
    due BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    parked BIGINT NOT NULL,
    reason TEXT NOT NULL
);
CREATE INDEX job_due ON job (due) WHERE parked = 0;
CREATE INDEX job_of_customer ON job (customer, reaction, id) WHERE customer IS NOT NULL;
CREATE TABLE migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL);
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    at BIGINT NOT NULL
);
