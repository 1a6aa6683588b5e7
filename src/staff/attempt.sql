-- prefix: attempt
-- find(str who) -> maybe struct attempt
select tries, wait_until from sign_in_try where who = :who;

-- keep(str who, int tries, usec wait_until) -> nothing
insert into sign_in_try (who, tries, wait_until) values (:who, :tries, :wait_until)
on conflict (who) do update set tries = sign_in_try.tries + 1, wait_until = excluded.wait_until;

-- succeeded(str who) -> nothing
delete from sign_in_try where who = :who;

-- forget_old(usec before) -> nothing
delete from sign_in_try where wait_until < :before;
