-- prefix: staff
-- find(id which) -> one struct staff
select id, name, email, role, language, active, case when password_hash <> '' then 1 else 0 end as has_password, totp_on as has_totp,
       created_at, seen_at from staff where id = :which;

-- hold(id which) -> one struct staff
-- To change them: until the commit nobody else does, and nobody gives them anything (keep_as_is).
-- sqlite:
select id, name, email, role, language, active, case when password_hash <> '' then 1 else 0 end as has_password, totp_on as has_totp,
       created_at, seen_at from staff where id = :which;
-- postgres:
select id, name, email, role, language, active, case when password_hash <> '' then 1 else 0 end as has_password, totp_on as has_totp,
       created_at, seen_at from staff where id = :which for update;

-- keep_as_is(id which) -> maybe struct staff
-- Many may hold somebody so at once; their being seen (seen_at), which happens with every request, waits for none of them.
-- sqlite:
select id, name, email, role, language, active from staff where id = :which;
-- postgres:
select id, name, email, role, language, active from staff where id = :which for key share;

-- by_email(str email) -> maybe struct staff
select id, name, email, role, language, active, case when password_hash <> '' then 1 else 0 end as has_password, totp_on as has_totp,
       created_at, seen_at from staff where email = :email and email <> '';

-- owners() -> list struct staff
-- The owners who can act. Whoever is about to take one away holds them all, so that two at once cannot take the last.
-- sqlite:
select id, name, email, role, active from staff where role = 'owner' and active = 1 order by id;
-- postgres:
select id, name, email, role, active from staff where role = 'owner' and active = 1 order by id for update;

-- insert(struct staff s) -> nothing
insert into staff (id, name, email, role, language, active, password_hash, totp_secret, totp_on, totp_step, created_at)
values (:s.id, :s.name, :s.email, :s.role, :s.language, 1, '', '', 0, 0, :s.created_at);

-- teams(id staff) -> list struct member
select team from team_member where staff = :staff order by team;

-- seen(id which, usec now) -> nothing
update staff set seen_at = :now where id = :which;

-- how_many() -> int
select count(*) from staff;

-- how_many_seen() -> int
select count(*) from staff where seen_at is not null;

-- list() -> list struct colleague
select id, name, email, role, language, active, created_at, seen_at from staff order by active desc, name, id;

-- members() -> list struct member
select team, staff from team_member order by staff, team;

-- keep(struct staff s) -> nothing
update staff set name = :s.name, email = :s.email, role = :s.role, language = :s.language, active = :s.active where id = :s.id;

-- leave_teams(id staff) -> nothing
delete from team_member where staff = :staff;

-- join_team(id staff, id team) -> nothing
insert into team_member (team, staff) values (:team, :staff);
