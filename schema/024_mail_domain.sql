-- The domains that our answers come from: what the DNS said of each, and the key we sign with.

CREATE TABLE mail_domain (
    id BIGINT PRIMARY KEY,
    domain TEXT NOT NULL UNIQUE,
    selector TEXT NOT NULL,
    private_key TEXT NOT NULL,
    public_record TEXT NOT NULL,
    key_wanted BIGINT NOT NULL,
    signs BIGINT NOT NULL,
    asked_at BIGINT NOT NULL,
    checked_at BIGINT,
    found TEXT NOT NULL
);
