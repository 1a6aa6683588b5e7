-- prefix: thread
-- came_by(id conversation) -> maybe struct ledger_mail
select id, mailbox from mail where conversation = :conversation order by id desc limit 1;

-- senders(id conversation, int most) -> list struct ledger_mail
select id, sender, facts from mail where conversation = :conversation and sender <> '' and reason in ('usual', 'opened')
 order by id desc limit :most;

-- names(id conversation, id before) -> list struct ledger_mail
select id, message, message_id from mail
 where conversation = :conversation and message < :before and message_id <> '' and reason in ('usual', 'opened')
 order by message;
