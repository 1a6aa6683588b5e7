-- Who else an answer goes to than its customer: a row for each, and whether a mail server took it for them.

CREATE TABLE delivery_copy (
    id ID PRIMARY KEY,
    message BIGINT NOT NULL,
    conversation BIGINT NOT NULL,
    email TEXT NOT NULL,
    hidden BIGINT NOT NULL,
    state TEXT NOT NULL,
    words TEXT NOT NULL
);
CREATE INDEX delivery_copy_of_message ON delivery_copy (message);
CREATE INDEX delivery_copy_of_conversation ON delivery_copy (conversation);
