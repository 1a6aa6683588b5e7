-- prefix: key
-- insert(struct api_key k, str token_hash) -> nothing
insert into api_key (id, token_hash, name, scopes, created_by, created_at, expires_at)
values (:k.id, :token_hash, :k.name, :k.scopes, :k.created_by, :k.created_at, :k.expires_at);

-- list() -> list struct api_key
select id, name, scopes, created_by, created_at, used_at, revoked_at, expires_at from api_key order by id desc;

-- find(id which) -> one struct api_key
select id, name, scopes, created_by, created_at, used_at, revoked_at, expires_at from api_key where id = :which;

-- by_token(str token_hash, usec now) -> maybe struct known_key
select k.id, k.scopes, k.used_at, p.role from api_key k join staff p on p.id = k.created_by
 where k.token_hash = :token_hash and k.revoked_at is null and (k.expires_at is null or k.expires_at > :now) and p.active = 1;

-- used(id which, usec now, usec before) -> nothing
update api_key set used_at = :now where id = :which and coalesce(used_at, 0) < :before;

-- revoke(id which, usec now) -> changed
update api_key set revoked_at = :now where id = :which and revoked_at is null;
