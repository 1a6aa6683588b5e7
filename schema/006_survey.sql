-- How did we do: who was asked, who was not and why, and what they answered.

CREATE TABLE survey_invitation (
    id ID PRIMARY KEY,
    event BIGINT NOT NULL,
    kind TEXT NOT NULL,
    customer BIGINT NOT NULL REFERENCES customer (id),
    conversation BIGINT NOT NULL REFERENCES conversation (id),
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    ended_at BIGINT
);
CREATE UNIQUE INDEX survey_invitation_event ON survey_invitation (event);
CREATE UNIQUE INDEX survey_invitation_token ON survey_invitation (token_hash) WHERE token_hash <> '';
CREATE INDEX survey_invitation_of_conversation ON survey_invitation (conversation, id);
CREATE INDEX survey_invitation_of_customer ON survey_invitation (customer, created_at);
CREATE INDEX survey_invitation_open ON survey_invitation (expires_at) WHERE ended_at IS NULL;

-- An answer. Never changed: the first one counts.
CREATE TABLE survey_response (
    id ID PRIMARY KEY,
    invitation BIGINT NOT NULL REFERENCES survey_invitation (id),
    score BIGINT NOT NULL,
    comment TEXT NOT NULL,
    contact BIGINT NOT NULL,
    language TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE UNIQUE INDEX survey_response_of ON survey_response (invitation);

-- Who asked not to be asked.
CREATE TABLE survey_opt_out (
    id ID PRIMARY KEY,
    customer BIGINT NOT NULL REFERENCES customer (id),
    at BIGINT NOT NULL
);
CREATE UNIQUE INDEX survey_opt_out_of ON survey_opt_out (customer);

-- Whether a conversation has a private page to show an invitation on.
CREATE INDEX incoming_of_conversation ON incoming (conversation) WHERE conversation IS NOT NULL;
