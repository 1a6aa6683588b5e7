-- prefix: session
-- known(str token_hash, usec now) -> list struct known
-- Asked with every request, so one question: a row for each team, and one without a team for who is in none.
select s.id as session, s.staff, p.role, p.language, s.seen_at, m.team
  from session s join staff p on p.id = s.staff left join team_member m on m.staff = s.staff
 where s.token_hash = :token_hash and s.expires_at > :now and p.active = 1;

-- insert(struct session s, str token_hash) -> nothing
insert into session (id, token_hash, staff, how, agent, created_at, seen_at, expires_at)
values (:s.id, :token_hash, :s.staff, :s.how, :s.agent, :s.created_at, :s.seen_at, :s.expires_at);

-- seen(id which, usec now, usec before) -> changed
update session set seen_at = :now where id = :which and seen_at < :before;

-- list(id staff, usec now) -> list struct session
select id, staff, how, agent, created_at, seen_at, expires_at from session where staff = :staff and expires_at > :now order by seen_at desc, id desc;

-- end(id which, id staff) -> changed
delete from session where id = :which and staff = :staff;

-- end_all(id staff) -> nothing
delete from session where staff = :staff;

-- fresh(id which, usec since) -> int
select count(*) from session where id = :which and how = 'link' and created_at >= :since;

-- forget_old(usec now) -> nothing
delete from session where expires_at <= :now;
