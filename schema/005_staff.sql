-- Who acts for the business, how they prove it, and what acts for them.

CREATE TABLE staff (
    id ID PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    role TEXT NOT NULL,
    language TEXT NOT NULL,
    active BIGINT NOT NULL,
    password_hash TEXT NOT NULL,
    totp_secret TEXT NOT NULL,
    totp_on BIGINT NOT NULL,
    totp_step BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT
);
CREATE UNIQUE INDEX staff_email ON staff (email) WHERE email <> '';

CREATE TABLE team (
    id ID PRIMARY KEY,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX team_name ON team (name);

CREATE TABLE team_member (
    team BIGINT NOT NULL REFERENCES team (id),
    staff BIGINT NOT NULL REFERENCES staff (id),
    PRIMARY KEY (team, staff)
);
CREATE INDEX team_member_of ON team_member (staff);

CREATE TABLE session (
    id ID PRIMARY KEY,
    token_hash TEXT NOT NULL,
    staff BIGINT NOT NULL REFERENCES staff (id),
    how TEXT NOT NULL,
    agent TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX session_token ON session (token_hash);
CREATE INDEX session_of ON session (staff);

CREATE TABLE sign_in_link (
    id ID PRIMARY KEY,
    token_hash TEXT NOT NULL,
    staff BIGINT NOT NULL REFERENCES staff (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE UNIQUE INDEX sign_in_link_token ON sign_in_link (token_hash);
CREATE INDEX sign_in_link_of ON sign_in_link (staff);

-- Tries that failed, by the SHA-256 of whom they were for: an account that does not exist waits like one that does.
CREATE TABLE sign_in_try (
    who TEXT PRIMARY KEY,
    tries BIGINT NOT NULL,
    wait_until BIGINT NOT NULL
);
CREATE INDEX sign_in_try_over ON sign_in_try (wait_until);

CREATE TABLE recovery_code (
    id ID PRIMARY KEY,
    staff BIGINT NOT NULL REFERENCES staff (id),
    code_hash TEXT NOT NULL,
    used_at BIGINT
);
CREATE INDEX recovery_code_of ON recovery_code (staff);

CREATE TABLE api_key (
    id ID PRIMARY KEY,
    token_hash TEXT NOT NULL,
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created_by BIGINT NOT NULL REFERENCES staff (id),
    created_at BIGINT NOT NULL,
    used_at BIGINT,
    revoked_at BIGINT
);
CREATE UNIQUE INDEX api_key_token ON api_key (token_hash);
