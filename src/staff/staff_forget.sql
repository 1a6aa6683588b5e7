-- prefix: forget
-- told_staff(int first, int last, usec until) -> list struct staff
select id from staff where id between :first and :last and coalesce(seen_at, 0) <= :until;

-- told_teams(int first, int last) -> list struct team
select id from team where id between :first and :last;

-- told_keys(int first, int last) -> changed
delete from api_key where id between :first and :last;

-- told_links(int first, int last) -> changed
delete from sign_in_link where id between :first and :last;

-- key_makers() -> list struct api_key
select distinct created_by from api_key;

-- teams_with_members() -> list struct team
select distinct team as id from team_member;

-- sessions(ids staff) -> nothing
delete from session where staff in :staff;

-- links(ids staff) -> nothing
delete from sign_in_link where staff in :staff;

-- codes(ids staff) -> nothing
delete from recovery_code where staff in :staff;

-- memberships(ids staff) -> nothing
delete from team_member where staff in :staff;

-- staff(ids staff) -> changed
delete from staff where id in :staff;

-- teams(ids teams) -> changed
delete from team where id in :teams;

-- count(int first, int last) -> int
select count(*) from staff where id between :first and :last;
