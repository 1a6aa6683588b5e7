-- prefix: event
-- insert(struct event e) -> nothing
insert into event (id, at, kind, actor_kind, actor, customer, subject, conversation, team, cause, depth, body)
values (:e.id, :e.at, :e.kind, :e.actor_kind, :e.actor, :e.customer, :e.subject, :e.conversation, :e.team, :e.cause, :e.depth, :e.body);

-- find(id which) -> one struct event
select id, at, kind, actor_kind, actor, customer, subject, conversation, team, cause, depth, body from event where id = :which;

-- find_all(ids which) -> list struct event
select id, at, kind, actor_kind, actor, customer, subject, conversation, team, cause, depth, body from event
 where id in :which order by id;

-- timeline(id customer, maybe id before, maybe str like, int most) -> list struct event
select id, at, kind, actor_kind, actor, customer, subject, conversation, team, cause, depth, body from event
 where customer = :customer [[ and id < :before ]] [[ and kind like :like ]]
 order by id desc limit :most;

-- of_conversation(id customer, id conversation) -> list struct event
-- By its customer, for whose events there is an index.
select id, at, kind, actor_kind, actor, customer, subject, conversation, team, cause, depth, body from event
 where customer = :customer and conversation = :conversation order by id;

-- since(int after, int most) -> list struct event
select id, at, kind, actor_kind, actor, customer, subject, conversation, team, cause, depth, body from event
 where id > :after order by id limit :most;

-- acts(maybe bool people, maybe str by, maybe id actor, maybe str kind, maybe usec from_at, maybe usec to_at, maybe id before, int most) -> list struct event
-- What people and programs did has indexes of its own, which begin with these very words.
select id, at, kind, actor_kind, actor, customer, subject, conversation, team, cause, depth, body from event
 where true
   [[ and actor_kind in ('staff', 'key') and cast(:people as bigint) = 1 ]]
   [[ and actor_kind = :by ]]
   [[ and actor = :actor ]]
   [[ and kind = :kind ]]
   [[ and at >= :from_at ]]
   [[ and at < :to_at ]]
   [[ and id < :before ]]
 order by id desc limit :most;

-- forget_minutes(id before) -> nothing
-- The minutes that passed are only worth keeping while a reaction still waits for one.
delete from event where kind = 'every.minute' and id < :before and not exists (select 1 from job where job.event = event.id);

-- newest() -> int
select max(id) from event;

-- first_of(str kind) -> int
select count(*) from (select 1 from event where kind = :kind order by id limit 1) as first;
