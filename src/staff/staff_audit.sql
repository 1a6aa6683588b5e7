-- owners() -> int
select count(*) from staff where role = 'owner' and active = 1;

-- owners_without_codes() -> int
-- Who has no password comes in through a link each time, and is not counted.
select count(*) from staff where role = 'owner' and active = 1 and password_hash <> '' and totp_on = 0;

-- keys_for_all(usec now) -> int
select count(*) from api_key where revoked_at is null and (expires_at is null or expires_at > :now) and scopes = '*';

-- keys_and_makers(usec now) -> list struct made_key
select k.name, k.scopes, p.role, p.active from api_key k join staff p on p.id = k.created_by where k.revoked_at is null and (k.expires_at is null or k.expires_at > :now) order by k.id;

-- keys_of_the_past(usec now, usec before) -> int
select count(*) from api_key where revoked_at is null and (expires_at is null or expires_at > :now) and coalesce(used_at, created_at) < :before;
