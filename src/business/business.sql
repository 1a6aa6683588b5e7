-- known() -> maybe struct business
select b.name, b.language, b.zone, b.website, b.colour, b.signature, b.hours, b.set_up_at, b.checklist_gone_at, b.undo_seconds, b.changed,
       coalesce(l.type, '') as logo_type, coalesce(l.sha256, '') as logo_sha256, coalesce(l.width, 0) as logo_width,
       coalesce(l.height, 0) as logo_height
  from business b left join business_logo l on l.id = b.id where b.id = 1;

-- hold() -> nothing
-- The one row, there from now on and ours until the turn ends: two changes at once are one after the other.
insert into business (id, name, language, zone, website, colour, signature, hours, set_up_at, checklist_gone_at)
values (1, '', 'en', 'UTC', '', '', '', '', null, null) on conflict (id) do update set id = excluded.id;

-- keep(struct business b) -> nothing
update business set name = :b.name, language = :b.language, zone = :b.zone, website = :b.website, colour = :b.colour,
  signature = :b.signature, hours = :b.hours, set_up_at = :b.set_up_at, checklist_gone_at = :b.checklist_gone_at, undo_seconds = :b.undo_seconds, changed = :b.changed where id = 1;

-- keep_logo(str type, int width, int height, str sha256, bytes content, usec now) -> nothing
insert into business_logo (id, type, width, height, sha256, content, at) values (1, :type, :width, :height, :sha256, :content, :now)
on conflict (id) do update set type = excluded.type, width = excluded.width, height = excluded.height,
  sha256 = excluded.sha256, content = excluded.content, at = excluded.at;

-- logo() -> maybe struct logo_content
select content from business_logo where id = 1;

-- remove_logo() -> changed
delete from business_logo where id = 1;

-- forget(int first, int last) -> changed
delete from business where id = 1 and changed between :first and :last;
