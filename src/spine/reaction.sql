-- prefix: job
-- insert(struct job j) -> nothing
insert into job (id, event, reaction, strangers, customer, due, tries, parked, reason)
values (:j.id, :j.event, :j.reaction, :j.strangers, :j.customer, :j.due, 0, 0, '');

-- due(bool strangers, usec now, int most) -> list struct job
-- The first of each customer's line for one reaction: the others wait their turn. Written as "nobody's, or nothing
-- before it", so that PostgreSQL looks each one up: a join of job with itself, planned while the table was
-- empty, compares all with all when it is not.
select id, event, reaction, strangers, customer, due, tries, parked, reason from job
 where parked = 0 and strangers = :strangers and due <= :now
   and (customer is null
        or not exists (select 1 from job earlier where earlier.customer = job.customer and earlier.reaction = job.reaction
                          and earlier.parked = 0 and earlier.id < job.id))
 order by due, id limit :most;

-- hold(id which, usec now) -> maybe struct job
-- sqlite:
select id, event, reaction, strangers, customer, due, tries, parked, reason from job where id = :which and parked = 0 and due <= :now;
-- postgres:
select id, event, reaction, strangers, customer, due, tries, parked, reason from job where id = :which and parked = 0 and due <= :now
   for update skip locked;

-- hold_all(ids which, usec now) -> list struct job
-- sqlite:
select id, event, reaction, strangers, customer, due, tries, parked, reason from job where id in :which and parked = 0 and due <= :now;
-- postgres:
select id, event, reaction, strangers, customer, due, tries, parked, reason from job where id in :which and parked = 0 and due <= :now
   for update skip locked;

-- lease_all(ids which, usec now, usec until) -> nothing
-- A stranger may keep us waiting: until then nobody else takes the jobs.
update job set due = :until, leased = 1 where id in :which and parked = 0 and due <= :now;

-- leased(ids which, usec until) -> list struct job
select id, event, reaction, strangers, customer, due, tries, parked, reason from job where id in :which and due = :until and leased = 1 order by id;

-- hand_back(ids which, usec now) -> nothing
update job set due = :now, leased = 0 where id in :which and parked = 0;

-- unlease(usec now) -> nothing
update job set due = :now, leased = 0 where leased = 1;

-- tick(id which) -> changed
delete from job where id = :which;

-- tick_all(ids which) -> nothing
delete from job where id in :which;

-- again(id which, usec due, str reason) -> nothing
update job set tries = tries + 1, due = :due, leased = 0, reason = :reason where id = :which;

-- park(id which, str reason) -> nothing
update job set tries = tries + 1, parked = 1, leased = 0, reason = :reason where id = :which;

-- parked() -> list struct job
select id, event, reaction, strangers, customer, due, tries, parked, reason from job where parked = 1 order by id;

-- parked_with_causes() -> list struct parked
select j.id, j.reaction, j.reason, j.strangers, j.tries, j.due, coalesce(e.kind, '') as kind, e.at, j.customer, e.conversation
  from job j left join event e on e.id = j.event where j.parked = 1 order by j.id;

-- unpark_all(str reaction, usec now) -> changed
update job set parked = 0, tries = 0, due = :now where parked = 1 and reaction = :reaction;

-- find(id which) -> one struct job
select id, event, reaction, strangers, customer, due, tries, parked, reason from job where id = :which;

-- unpark(id which, usec now) -> nothing
update job set parked = 0, tries = 0, due = :now where id = :which;

-- held(id which) -> maybe struct job
select id, event, reaction, strangers, customer, due, tries, parked, reason from job where id = :which and parked = 0;

-- count_parked() -> int
select count(*) from job where parked = 1;

-- oldest_due() -> int
select min(due) from job where parked = 0;
