-- prefix: dispatch
-- part: all
select id, conversation, author, body, html, kept, chosen, resolves, due, state, reason, words, message, created_at from dispatch

-- insert(struct dispatch d) -> nothing
insert into dispatch (id, conversation, author, body, html, kept, chosen, resolves, due, state, reason, words, message, created_at)
values (:d.id, :d.conversation, :d.author, :d.body, :d.html, :d.kept, :d.chosen, :d.resolves, :d.due, :d.state, :d.reason, :d.words,
        :d.message, :d.created_at);

-- find(id which) -> one struct dispatch
<<all>> where id = :which;

-- maybe(id which) -> maybe struct dispatch
<<all>> where id = :which;

-- list(id conversation) -> list struct dispatch
<<all>> where conversation = :conversation and state in ('waiting', 'returned') order by id;

-- keep(struct dispatch d) -> nothing
update dispatch set chosen = :d.chosen, due = :d.due, state = :d.state, reason = :d.reason, words = :d.words, message = :d.message
 where id = :d.id;

-- of_conversations(ids conversations) -> list struct dispatch
<<all>> where conversation in :conversations;

-- forget(ids conversations) -> nothing
delete from dispatch where conversation in :conversations;
