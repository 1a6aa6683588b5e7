-- The boxes of the inbox: what is not finished is a small part of what there ever was.

CREATE INDEX conversation_unfinished ON conversation (last_at, id)
    WHERE state IN ('new', 'bot', 'open', 'scheduled', 'awaiting_customer', 'proposed');
CREATE INDEX conversation_unfinished_of ON conversation (owner, last_at, id)
    WHERE state IN ('new', 'bot', 'open', 'scheduled', 'awaiting_customer', 'proposed');
