-- prefix: credential
-- of(id staff) -> one struct credential
select id as staff, email, password_hash, totp_on from staff where id = :staff;

-- by_email(str email) -> maybe struct credential
select id as staff, email, password_hash, totp_on from staff where email = :email and email <> '' and active = 1;

-- set_password(id staff, str hash) -> nothing
update staff set password_hash = :hash where id = :staff;
