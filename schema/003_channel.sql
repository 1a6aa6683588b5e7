-- What reached us, as it came. Understood afterwards; never thrown away before.

CREATE TABLE incoming (
    id ID PRIMARY KEY,
    at BIGINT NOT NULL,
    channel TEXT NOT NULL,
    raw BYTES NOT NULL,
    key TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    expires_at BIGINT,
    state TEXT NOT NULL,
    conversation BIGINT
);
CREATE UNIQUE INDEX incoming_key ON incoming (channel, key) WHERE key <> '';
CREATE UNIQUE INDEX incoming_token ON incoming (token_hash) WHERE token_hash <> '';
