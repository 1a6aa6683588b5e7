-- prefix: bulk
-- insert(id which, id staff, str act, maybe id tag, usec at) -> nothing
insert into bulk (id, staff, act, tag, at) values (:which, :staff, :act, :tag, :at);

-- find(id which, id staff) -> maybe struct bulk
-- sqlite:
select id, act, tag, at, undone_at from bulk where id = :which and staff = :staff;
-- postgres:
select id, act, tag, at, undone_at from bulk where id = :which and staff = :staff for update;

-- undone(id which, usec at) -> nothing
update bulk set undone_at = :at where id = :which;

-- insert_done(id bulk, struct conversation c, id stamp) -> nothing
insert into bulk_done (bulk, conversation, state, owner, team, waiting_since, stamp)
values (:bulk, :c.id, :c.state, :c.owner, :c.team, :c.waiting_since, :stamp);

-- list_done(id bulk) -> list struct bulk_done
select conversation, state, owner, team, waiting_since, stamp from bulk_done where bulk = :bulk order by conversation;

-- forget_done(usec before) -> nothing
delete from bulk_done where bulk in (select b.id from bulk b where b.at < :before);

-- forget(usec before) -> nothing
delete from bulk where at < :before;
