-- Whose team an event concerns: live screens are told what their teams may know, so a frame may carry the whole event.
ALTER TABLE event ADD COLUMN team BIGINT;
UPDATE event SET team = (SELECT conversation.team FROM conversation WHERE conversation.id = event.conversation)
 WHERE conversation IS NOT NULL;
