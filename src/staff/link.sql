-- prefix: link
-- insert(id which, str token_hash, id staff, usec now, usec expires_at) -> nothing
insert into sign_in_link (id, token_hash, staff, created_at, expires_at) values (:which, :token_hash, :staff, :now, :expires_at);

-- find(str token_hash) -> one struct sign_in_link
select staff, expires_at, used_at from sign_in_link where token_hash = :token_hash;

-- use(str token_hash, usec now) -> changed
update sign_in_link set used_at = :now where token_hash = :token_hash and used_at is null;

-- end_all(id staff) -> nothing
-- A link that can no longer be used goes; a used one stays, so that its holder is told why it does not work.
delete from sign_in_link where staff = :staff and used_at is null;
