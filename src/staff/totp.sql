-- prefix: totp
-- find(id staff) -> one struct totp
select id as staff, email, totp_secret as secret, totp_on as "on", totp_step as step from staff where id = :staff;

-- keep(id staff, str secret, bool on) -> nothing
update staff set totp_secret = :secret, totp_on = :on where id = :staff;

-- take(id staff, int step) -> changed
-- Of two who bring the same code at once, one gets it.
update staff set totp_step = :step where id = :staff and totp_step < :step;

-- add_recovery(id which, id staff, str code_hash) -> nothing
insert into recovery_code (id, staff, code_hash) values (:which, :staff, :code_hash);

-- take_recovery(id staff, str code_hash, usec now) -> changed
update recovery_code set used_at = :now where staff = :staff and code_hash = :code_hash and used_at is null;

-- forget_recovery(id staff) -> nothing
delete from recovery_code where staff = :staff;
