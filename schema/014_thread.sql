-- What people do together in a conversation: drafts, attachments, mentions, and what is put off until later.

CREATE TABLE draft (
    id ID PRIMARY KEY,
    author_kind TEXT NOT NULL,
    author BIGINT NOT NULL,
    conversation BIGINT NOT NULL REFERENCES conversation (id),
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    other TEXT NOT NULL,
    revision BIGINT NOT NULL,
    at BIGINT NOT NULL
);
CREATE UNIQUE INDEX draft_of ON draft (author, conversation, kind, author_kind);
CREATE INDEX draft_of_conversation ON draft (conversation);

CREATE TABLE attachment (
    id ID PRIMARY KEY,
    conversation BIGINT NOT NULL REFERENCES conversation (id),
    message BIGINT NOT NULL REFERENCES message (id),
    file BIGINT NOT NULL REFERENCES file (id)
);
CREATE UNIQUE INDEX attachment_of_file ON attachment (file);
CREATE INDEX attachment_of_conversation ON attachment (conversation, id);
CREATE INDEX attachment_of_message ON attachment (message);

-- A file that nothing refers to is swept after a day; of those from before this was kept nobody knows.
ALTER TABLE file ADD COLUMN used BIGINT NOT NULL DEFAULT 1;
CREATE INDEX file_unused ON file (at) WHERE used = 0;
CREATE INDEX file_of_content ON file (sha256);

CREATE TABLE mention (
    id ID PRIMARY KEY,
    staff BIGINT NOT NULL,
    conversation BIGINT NOT NULL REFERENCES conversation (id),
    message BIGINT NOT NULL REFERENCES message (id),
    at BIGINT NOT NULL,
    read_at BIGINT
);
CREATE INDEX mention_of_staff ON mention (staff, id);
CREATE INDEX mention_of_conversation ON mention (conversation);
CREATE INDEX mention_of_message ON mention (message);

-- Put off until then, and why; it stays after it came back, until the next act.
ALTER TABLE conversation ADD COLUMN snoozed_until BIGINT;
ALTER TABLE conversation ADD COLUMN snooze_reason TEXT NOT NULL DEFAULT '';
CREATE INDEX conversation_snoozed ON conversation (snoozed_until, id) WHERE state = 'scheduled';
