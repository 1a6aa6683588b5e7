-- prefix: delivery
-- part: all
select message, conversation, mailbox, recipient, state, tries, due, words, message_id, created_at, sent_at from delivery

-- insert(struct delivery d) -> nothing
insert into delivery (message, conversation, mailbox, recipient, state, tries, due, words, message_id, created_at, sent_at)
values (:d.message, :d.conversation, :d.mailbox, :d.recipient, :d.state, :d.tries, :d.due, :d.words, :d.message_id, :d.created_at,
        :d.sent_at);

-- find(id message) -> one struct delivery
<<all>> where message = :message;

-- list(id conversation) -> list struct delivery
<<all>> where conversation = :conversation order by message;

-- keep(struct delivery d) -> changed
update delivery set mailbox = :d.mailbox, recipient = :d.recipient, state = :d.state, tries = :d.tries, due = :d.due,
       words = :d.words, message_id = :d.message_id, created_at = :d.created_at, sent_at = :d.sent_at, taken = null
 where message = :d.message;

-- due(usec now, id mailbox, int most) -> list struct delivery
<<all>> d
 where state = 'queued' and due <= :now and mailbox = :mailbox
   and not exists (select 1 from delivery older where older.conversation = d.conversation and older.state = 'queued'
                      and older.sent_at is null and older.message < d.message)
 order by message limit :most;

-- mailboxes_due(usec now) -> list struct delivery
select distinct mailbox from delivery where state = 'queued' and due <= :now;

-- take(id message, usec now, usec until, usec by) -> changed
update delivery set due = :until, taken = :by where message = :message and state = 'queued' and due <= :now;

-- let_go(usec now, usec by) -> nothing
update delivery set due = :now, taken = null where state = 'queued' and taken <> :by;

-- forget(ids conversations) -> nothing
delete from delivery where conversation in :conversations;

-- copies_forget(ids conversations) -> nothing
delete from delivery_copy where conversation in :conversations;

-- copy_insert(struct delivery_copy c) -> nothing
insert into delivery_copy (id, message, conversation, email, hidden, state, words)
values (:c.id, :c.message, :c.conversation, :c.email, :c.hidden, :c.state, :c.words);

-- copies(id message) -> list struct delivery_copy
select id, message, conversation, email, hidden, state, words from delivery_copy where message = :message order by id;

-- copies_of_conversation(id conversation) -> list struct delivery_copy
select id, message, conversation, email, hidden, state, words from delivery_copy where conversation = :conversation order by id;

-- copy_keep(struct delivery_copy c) -> nothing
update delivery_copy set state = :c.state, words = :c.words where id = :c.id;
