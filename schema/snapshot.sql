-- What the migrations make, as SQLite prints it. Refresh: REGULARS_SNAPSHOT=write build/debug/tests --only snapshot
CREATE TABLE contact_point (
    id INTEGER PRIMARY KEY,
    customer BIGINT NOT NULL REFERENCES customer (id),
    kind TEXT NOT NULL,
    value TEXT NOT NULL
);
CREATE INDEX contact_point_of ON contact_point (customer);
CREATE UNIQUE INDEX contact_point_value ON contact_point (kind, value);
CREATE TABLE conversation (
    id INTEGER PRIMARY KEY,
    customer BIGINT NOT NULL REFERENCES customer (id),
    channel TEXT NOT NULL,
    subject TEXT NOT NULL,
    state TEXT NOT NULL,
    resolved_how TEXT NOT NULL,
    owner BIGINT,
    team BIGINT,
    created_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    waiting_since BIGINT,
    first_reply_at BIGINT,
    resolved_at BIGINT,
    reopen_count BIGINT NOT NULL,
    continues BIGINT
);
CREATE INDEX conversation_in_state ON conversation (state, last_at);
CREATE INDEX conversation_latest ON conversation (last_at, id);
CREATE INDEX conversation_of_customer ON conversation (customer, id);
CREATE TABLE customer (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    first_contact_at BIGINT NOT NULL
);
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
CREATE TABLE incoming (
    id INTEGER PRIMARY KEY,
    at BIGINT NOT NULL,
    channel TEXT NOT NULL,
    raw BLOB NOT NULL,
    key TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    expires_at BIGINT,
    state TEXT NOT NULL,
    conversation BIGINT
);
CREATE UNIQUE INDEX incoming_key ON incoming (channel, key) WHERE key <> '';
CREATE UNIQUE INDEX incoming_token ON incoming (token_hash) WHERE token_hash <> '';
CREATE TABLE intake_snapshot (
    id INTEGER PRIMARY KEY,
    conversation BIGINT NOT NULL REFERENCES conversation (id),
    at BIGINT NOT NULL,
    words BIGINT NOT NULL,
    questions BIGINT NOT NULL,
    open_before BIGINT NOT NULL,
    conversations_before BIGINT NOT NULL
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
CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    conversation BIGINT NOT NULL REFERENCES conversation (id),
    author_kind TEXT NOT NULL,
    author BIGINT,
    internal BIGINT NOT NULL,
    body TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX message_of_conversation ON message (conversation, id);
CREATE TABLE migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL);
CREATE TABLE ownership_span (
    id INTEGER PRIMARY KEY,
    conversation BIGINT NOT NULL REFERENCES conversation (id),
    staff BIGINT NOT NULL,
    from_at BIGINT NOT NULL,
    to_at BIGINT
);
CREATE INDEX ownership_span_of ON ownership_span (conversation, id);
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    at BIGINT NOT NULL
);
