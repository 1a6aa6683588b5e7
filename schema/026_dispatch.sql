-- Answers by e-mail that wait for their moment, and how long each can be undone.

CREATE TABLE dispatch (
    id ID PRIMARY KEY,
    conversation BIGINT NOT NULL,
    author BIGINT NOT NULL,
    body TEXT NOT NULL,
    html TEXT NOT NULL,
    kept BYTES NOT NULL,
    chosen BIGINT NOT NULL,
    resolves BIGINT NOT NULL,
    due BIGINT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    words TEXT NOT NULL,
    message BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX dispatch_of_conversation ON dispatch (conversation);
ALTER TABLE business ADD COLUMN undo_seconds BIGINT NOT NULL DEFAULT 10;
