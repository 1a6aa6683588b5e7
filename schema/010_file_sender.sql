-- Who sent a file: until it hangs on a conversation it is theirs. Nobody knows it of those that were there before.

ALTER TABLE file ADD COLUMN sender_kind TEXT NOT NULL DEFAULT 'nobody';
ALTER TABLE file ADD COLUMN sender BIGINT;
