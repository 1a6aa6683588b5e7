-- prefix: searched
-- ids(int after, int most) -> list struct search_id
select id from customer where id > :after order by id limit :most;

-- customers(ids which) -> list struct searched
-- sqlite:
select c.id, c.id as customer, c.name as title, c.first_contact_at as at,
       coalesce((select group_concat(p.value, ', ') from (select value from contact_point where customer = c.id order by id) p), '') as text
  from customer c where c.id in :which;
-- postgres:
select c.id, c.id as customer, c.name as title, c.first_contact_at as at,
       coalesce((select string_agg(p.value, ', ' order by p.id) from contact_point p where p.customer = c.id), '') as text
  from customer c where c.id in :which;
