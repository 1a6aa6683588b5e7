-- Tags on conversations, lists that people keep, and what was done to many at once.

CREATE TABLE tag (
    id ID PRIMARY KEY,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    retired_at BIGINT,
    merged_into BIGINT
);
CREATE UNIQUE INDEX tag_folded ON tag (folded);

CREATE TABLE conversation_tag (
    conversation BIGINT NOT NULL REFERENCES conversation (id),
    tag BIGINT NOT NULL REFERENCES tag (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (conversation, tag)
);
CREATE INDEX conversation_tag_on ON conversation_tag (tag, conversation);

-- In which language it is held: the first part of a BCP 47 tag, or empty.
ALTER TABLE conversation ADD COLUMN language TEXT NOT NULL DEFAULT '';
UPDATE conversation SET language = (
    SELECT lower(CASE WHEN substr(customer.language, 3, 1) IN ('', '-') THEN substr(customer.language, 1, 2)
                      ELSE substr(customer.language, 1, 3) END)
      FROM customer WHERE customer.id = conversation.customer);

-- Counts of what is finished are answered from the index alone; and the order of who has waited longest.
CREATE INDEX conversation_counted ON conversation (state, team);
CREATE INDEX conversation_longest_waiting ON conversation ((coalesce(waiting_since, 9223372036854775807)), id);

CREATE TABLE saved_view (
    id ID PRIMARY KEY,
    owner BIGINT NOT NULL,
    name TEXT NOT NULL,
    shared_with TEXT NOT NULL,
    team BIGINT,
    box TEXT NOT NULL,
    sorted TEXT NOT NULL,
    tag BIGINT,
    channel TEXT NOT NULL,
    of_owner BIGINT,
    of_team BIGINT,
    state TEXT NOT NULL,
    language TEXT NOT NULL,
    customer BIGINT,
    opened_from BIGINT,
    opened_to BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX saved_view_of ON saved_view (owner);

-- One act on many, and how each of them stood before: what is needed to take it back.
CREATE TABLE bulk (
    id ID PRIMARY KEY,
    staff BIGINT NOT NULL,
    act TEXT NOT NULL,
    tag BIGINT,
    at BIGINT NOT NULL,
    undone_at BIGINT
);
CREATE TABLE bulk_done (
    bulk BIGINT NOT NULL REFERENCES bulk (id),
    conversation BIGINT NOT NULL REFERENCES conversation (id),
    state TEXT NOT NULL,
    owner BIGINT,
    team BIGINT,
    waiting_since BIGINT,
    stamp BIGINT NOT NULL,
    PRIMARY KEY (bulk, conversation)
);
