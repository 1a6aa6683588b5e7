-- prefix: setting
-- value(str name) -> text
select value from setting where name = :name;

-- set(str name, str value, usec now) -> nothing
insert into setting (name, value, at) values (:name, :value, :now)
on conflict (name) do update set value = excluded.value, at = excluded.at;

-- advance(str name, int to, usec now) -> changed
-- True for one caller only, on however many nodes.
insert into setting (name, value, at) values (:name, cast(cast(:to as bigint) as text), :now)
on conflict (name) do update set value = excluded.value, at = excluded.at where cast(setting.value as bigint) < cast(excluded.value as bigint);

-- kept(str name, str standard) -> text
select coalesce((select value from setting where name = :name), cast(:standard as text));

-- forget(str name, usec first, usec last) -> changed
delete from setting where name = :name and at between :first and :last;
