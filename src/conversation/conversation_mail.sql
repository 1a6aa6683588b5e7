-- prefix: mail
-- conversation_of_message(id message) -> int
select max(conversation) from message where id = :message;
