-- E-mail: the mailboxes we look after, and a ledger in which every mail that ever came has a line.

CREATE TABLE mailbox (
    id ID PRIMARY KEY,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    team BIGINT,
    active BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    plus BIGINT NOT NULL,
    server TEXT NOT NULL,
    from_name TEXT NOT NULL,
    signature TEXT NOT NULL,
    imap_host TEXT NOT NULL,
    imap_port BIGINT NOT NULL,
    imap_security TEXT NOT NULL,
    imap_user TEXT NOT NULL,
    imap_secret TEXT NOT NULL,
    imap_proof TEXT NOT NULL,
    imap_folders TEXT NOT NULL,
    imap_after TEXT NOT NULL,
    imap_move_to TEXT NOT NULL,
    smtp_host TEXT NOT NULL,
    smtp_port BIGINT NOT NULL,
    smtp_security TEXT NOT NULL,
    smtp_user TEXT NOT NULL,
    smtp_secret TEXT NOT NULL,
    smtp_proof TEXT NOT NULL
);
CREATE UNIQUE INDEX mailbox_address ON mailbox (address);

-- How each folder was when we last looked. A mailbox that cannot be reached says so here.
CREATE TABLE mailbox_watch (
    mailbox BIGINT NOT NULL REFERENCES mailbox (id),
    folder TEXT NOT NULL,
    uidvalidity BIGINT NOT NULL,
    uid BIGINT NOT NULL,
    looked_at BIGINT,
    failing_since BIGINT,
    failures BIGINT NOT NULL,
    failure TEXT NOT NULL,
    PRIMARY KEY (mailbox, folder)
);

CREATE TABLE mail (
    id ID PRIMARY KEY,
    at BIGINT NOT NULL,
    mailbox BIGINT NOT NULL REFERENCES mailbox (id),
    way TEXT NOT NULL,
    folder TEXT NOT NULL,
    uidvalidity BIGINT NOT NULL,
    uid BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    file BIGINT,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    words TEXT NOT NULL,
    tries BIGINT NOT NULL,
    message_id TEXT NOT NULL,
    sender TEXT NOT NULL,
    sender_name TEXT NOT NULL,
    subject TEXT NOT NULL,
    facts TEXT NOT NULL,
    conversation BIGINT,
    message BIGINT,
    same_as BIGINT
);
CREATE UNIQUE INDEX mail_of_uid ON mail (mailbox, folder, uidvalidity, uid) WHERE uid > 0;
CREATE INDEX mail_of_content ON mail (mailbox, sha256);
CREATE INDEX mail_of_day ON mail (mailbox, at);
CREATE INDEX mail_in_state ON mail (state, id);
CREATE INDEX mail_of_conversation ON mail (conversation) WHERE conversation IS NOT NULL;
CREATE INDEX mail_named ON mail (message_id) WHERE message_id <> '';

-- The mail itself, as it came; a large one is a file. The text is what a person wrote with everything around it.
CREATE TABLE mail_content (
    mail BIGINT PRIMARY KEY REFERENCES mail (id),
    raw BYTES NOT NULL,
    text TEXT NOT NULL
);

-- A mail that names a conversation without proving that it may: shown to people, joined by nobody.
ALTER TABLE conversation ADD COLUMN claims BIGINT;

-- Written by a program: kept and shown, never answered, reopens nothing.
ALTER TABLE message ADD COLUMN machine BIGINT NOT NULL DEFAULT 0;

-- Somebody is at it. A program that was killed had taken on what still says so when it starts again.
ALTER TABLE job ADD COLUMN leased BIGINT NOT NULL DEFAULT 0;
