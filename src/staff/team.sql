-- prefix: team
-- list() -> list struct team
select id, name, created_at from team order by name, id;

-- find(id which) -> one struct team
select id, name, created_at from team where id = :which;

-- count(id which) -> int
select count(*) from team where id = :which;

-- named(str name, id but) -> int
select count(*) from team where lower(name) = lower(:name) and id <> :but;

-- members(id team) -> list struct team_member
select team, staff from team_member where team = :team order by staff;

-- all_members() -> list struct team_member
select team, staff from team_member order by team, staff;

-- insert(struct team m) -> nothing
insert into team (id, name, created_at) values (:m.id, :m.name, :m.created_at);

-- rename(id which, str name) -> nothing
update team set name = :name where id = :which;
