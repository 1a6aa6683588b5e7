-- put(id which, str kind, str words) -> nothing
-- sqlite:
insert into search_entry (id, kind, words) values (:which, :kind, :words)
    on conflict (id) do update set kind = excluded.kind, words = excluded.words;
-- postgres:
insert into search_entry (id, kind, words) values (:which, :kind, cast(cast(:words as text) as tsvector))
    on conflict (id) do update set kind = excluded.kind, words = excluded.words where search_entry.words <> excluded.words;

-- kept(id which, str words) -> text
-- SQLite's index forgets an entry only by the words it was given, so they are asked for. A vector does not give its
-- words back as they were: PostgreSQL answers when they are the same, which is all that is asked there.
-- sqlite:
select words from search_entry where id = :which;
-- postgres:
select cast(:words as text) from search_entry where id = :which and words = cast(cast(:words as text) as tsvector);

-- kept_all(ids which) -> list struct kept
-- Only SQLite is asked.
select id, cast(words as text) as words from search_entry where id in :which order by id;

-- enter(id which, str words) -> nothing
-- PostgreSQL keeps its index itself: not asked there, like leave.
-- sqlite:
insert into search_index (rowid, words) values (:which, :words);
-- postgres:
select cast(:which as bigint), cast(:words as text);

-- leave(id which, str words) -> nothing
-- sqlite:
insert into search_index (search_index, rowid, words) values ('delete', :which, :words);
-- postgres:
select cast(:which as bigint), cast(:words as text);

-- drop(id which) -> nothing
delete from search_entry where id = :which;

-- between(int after, int until) -> list struct search_id
select id from search_entry where id > :after and id <= :until order by id;

-- find(str question, maybe id before, int most) -> list struct hit
-- sqlite:
select e.id, e.kind from search_index i join search_entry e on e.id = i.rowid
 where i.words match :question [[ and i.rowid < :before ]] order by i.rowid desc limit :most;
-- postgres:
select e.id, e.kind from search_entry e
 where e.words @@ cast(cast(:question as text) as tsquery) [[ and e.id < :before ]] order by e.id desc limit :most;
