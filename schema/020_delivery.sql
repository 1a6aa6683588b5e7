-- What we said on its way out by e-mail: one row for each message, until a mail server has taken it, or nobody will.

CREATE TABLE delivery (
    message BIGINT PRIMARY KEY,
    conversation BIGINT NOT NULL,
    mailbox BIGINT,
    recipient TEXT NOT NULL,
    state TEXT NOT NULL,
    tries BIGINT NOT NULL,
    due BIGINT,
    words TEXT NOT NULL,
    message_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    sent_at BIGINT
);
CREATE INDEX delivery_due ON delivery (due) WHERE state = 'queued';
CREATE INDEX delivery_of_conversation ON delivery (conversation);
