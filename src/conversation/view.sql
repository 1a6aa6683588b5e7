-- prefix: view
-- part: seen(id staff, maybe ids teams)
 (owner = :staff or shared_with = 'everybody' or (shared_with = 'team' [[ and team in :teams ]]))

-- part: one
select id, owner, name, shared_with, team, created_at, box as "filter.box", sorted as "filter.sort", tag as "filter.tag",
       channel as "filter.channel", of_owner as "filter.owner", of_team as "filter.team", state as "filter.state",
       language as "filter.language", customer as "filter.customer", opened_from as "filter.opened_from",
       opened_to as "filter.opened_to" from saved_view

-- list(<<seen>>) -> list struct saved_view
<<one>> where <<seen>> order by case when owner = :staff then 0 else 1 end, name, id;

-- find(id which, <<seen>>) -> maybe struct saved_view
<<one>> where id = :which and <<seen>>;

-- forget(int first, int last) -> changed
delete from saved_view where id between :first and :last;

-- kept() -> list struct saved_view
<<one>>;

-- count_of(id staff) -> int
select count(*) from saved_view where owner = :staff;

-- insert(struct saved_view v, struct inbox_filter f) -> nothing
insert into saved_view (id, owner, name, shared_with, team, created_at, box, sorted, tag, channel, of_owner, of_team, state, language,
                        customer, opened_from, opened_to)
values (:v.id, :v.owner, :v.name, :v.shared_with, :v.team, :v.created_at, :f.box, :f.sort, :f.tag, :f.channel, :f.owner, :f.team,
        :f.state, :f.language, :f.customer, :f.opened_from, :f.opened_to);

-- keep(struct saved_view v, struct inbox_filter f) -> changed
update saved_view set name = :v.name, shared_with = :v.shared_with, team = :v.team, box = :f.box, sorted = :f.sort, tag = :f.tag,
       channel = :f.channel, of_owner = :f.owner, of_team = :f.team, state = :f.state, language = :f.language,
       customer = :f.customer, opened_from = :f.opened_from, opened_to = :f.opened_to where id = :v.id;

-- drop(id which) -> nothing
delete from saved_view where id = :which;
