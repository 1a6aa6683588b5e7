-- One customer need, handled over any number of messages; one person owns it.

CREATE TABLE conversation (
    id ID PRIMARY KEY,
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
CREATE INDEX conversation_latest ON conversation (last_at, id);
CREATE INDEX conversation_of_customer ON conversation (customer, id);
CREATE INDEX conversation_in_state ON conversation (state, last_at);

CREATE TABLE message (
    id ID PRIMARY KEY,
    conversation BIGINT NOT NULL REFERENCES conversation (id),
    author_kind TEXT NOT NULL,
    author BIGINT,
    internal BIGINT NOT NULL,
    body TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX message_of_conversation ON message (conversation, id);

CREATE TABLE intake_snapshot (
    id ID PRIMARY KEY,
    conversation BIGINT NOT NULL REFERENCES conversation (id),
    at BIGINT NOT NULL,
    words BIGINT NOT NULL,
    questions BIGINT NOT NULL,
    open_before BIGINT NOT NULL,
    conversations_before BIGINT NOT NULL
);

CREATE TABLE ownership_span (
    id ID PRIMARY KEY,
    conversation BIGINT NOT NULL REFERENCES conversation (id),
    staff BIGINT NOT NULL,
    from_at BIGINT NOT NULL,
    to_at BIGINT
);
CREATE INDEX ownership_span_of ON ownership_span (conversation, id);
