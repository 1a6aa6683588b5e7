-- prefix: tag
-- part: one
select id, name, folded, created_at, retired_at, merged_into from tag

-- list() -> list struct tag
<<one>> where merged_into is null order by folded, id;

-- find(id which) -> maybe struct tag
<<one>> where id = :which;

-- find_to_use(id which) -> maybe struct tag
-- Nobody merges or retires it until we have committed.
-- sqlite:
<<one>> where id = :which;
-- postgres:
<<one>> where id = :which for share;

-- find_to_change(id which) -> maybe struct tag
-- sqlite:
<<one>> where id = :which;
-- postgres:
<<one>> where id = :which for no key update;

-- folded(str folded) -> maybe struct tag
<<one>> where folded = :folded;

-- insert(struct tag g) -> changed
-- Two people may say a new name at the same moment: one of them makes it.
insert into tag (id, name, folded, created_at) values (:g.id, :g.name, :g.folded, :g.created_at) on conflict (folded) do nothing;

-- keep(struct tag g) -> nothing
update tag set name = :g.name, folded = :g.folded, retired_at = :g.retired_at, merged_into = :g.merged_into where id = :g.id;

-- drop(id which) -> nothing
delete from tag where id = :which;

-- point_on(id from, id to) -> nothing
update tag set merged_into = :to where merged_into = :from;

-- change_views(id from, id to) -> nothing
update saved_view set tag = :to where tag = :from;

-- put_on(id conversation, id tag, usec at) -> changed
insert into conversation_tag (conversation, tag, at) values (:conversation, :tag, :at) on conflict (conversation, tag) do nothing;

-- take_off(id conversation, id tag) -> changed
delete from conversation_tag where conversation = :conversation and tag = :tag;

-- take_over(id old, id to) -> nothing
insert into conversation_tag (conversation, tag, at)
select g.conversation, cast(:to as bigint), g.at from conversation_tag g
 where g.tag = :old and not exists (select 1 from conversation_tag h where h.conversation = g.conversation and h.tag = :to);

-- clear(id tag) -> nothing
delete from conversation_tag where tag = :tag;

-- on(ids conversations) -> list struct tagging
select g.conversation, g.tag, t.name, g.at from conversation_tag g join tag t on t.id = g.tag
 where g.conversation in :conversations order by t.folded, t.id;

-- forget(int first, int last) -> changed
delete from tag where id between :first and :last
   and not exists (select 1 from conversation_tag g where g.tag = tag.id)
   and not exists (select 1 from saved_view v where v.tag = tag.id)
   and not exists (select 1 from tag other where other.merged_into = tag.id);

-- count_on(id conversation) -> int
select count(*) from conversation_tag where conversation = :conversation;
