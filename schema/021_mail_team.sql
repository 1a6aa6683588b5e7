-- Whose eyes a mail is for once it is part of a conversation: it moves with it.

ALTER TABLE mail ADD COLUMN team BIGINT;
UPDATE mail SET team = (SELECT c.team FROM conversation c WHERE c.id = mail.conversation) WHERE conversation IS NOT NULL;
