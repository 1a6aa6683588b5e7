-- prefix: sample
-- insert(struct sample s) -> nothing
insert into sample (id, first_id, last_id, told_at) values (:s.id, :s.first_id, :s.last_id, :s.told_at);

-- end(id last, usec now) -> nothing
update sample set last_id = :last, told_at = :now where last_id is null;

-- list() -> list struct sample
-- sqlite:
select id, first_id, last_id, told_at, leaving_at from sample order by id;
-- postgres:
select id, first_id, last_id, told_at, leaving_at from sample order by id;

-- held() -> list struct sample
-- Two who forget at once take turns.
-- sqlite:
select id, first_id, last_id, told_at, leaving_at from sample where leaving_at is not null order by id;
-- postgres:
select id, first_id, last_id, told_at, leaving_at from sample where leaving_at is not null order by id for update;

-- leave(usec now) -> changed
update sample set leaving_at = :now where leaving_at is null;

-- drop(id which) -> nothing
delete from sample where id = :which;

-- events_of_conversations(ids customers, ids conversations) -> nothing
-- By their customers, for whose events there is an index.
delete from event where customer in :customers and conversation in :conversations;

-- events_of_customers(ids customers) -> nothing
delete from event where customer in :customers;

-- events_told(int first, int last, int most) -> changed
delete from event where id in (select id from event where id between :first and :last order by id limit :most);

-- jobs_without_event() -> nothing
-- What was to follow from an event that is gone.
delete from job where not exists (select 1 from event where event.id = job.event);
