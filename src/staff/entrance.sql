-- prefix: entrance
-- list(usec now) -> list struct entrance
select p.id as staff, case when p.password_hash <> '' then 1 else 0 end as has_password, p.totp_on as has_totp,
       l.created_at as link_at, l.expires_at as link_expires_at,
       (select count(*) from session s where s.staff = p.id and s.expires_at > :now) as sessions
  from staff p left join sign_in_link l on l.staff = p.id and l.used_at is null and l.expires_at > :now
 where p.active = 1 order by p.id;

-- waiting(id staff, usec now) -> int
select count(*) from sign_in_link where staff = :staff and used_at is null and expires_at > :now;
