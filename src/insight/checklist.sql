-- prefix: checklist
-- part: real
 (c.id > (select coalesce(max(coalesce(last_id, first_id)), 0) from sample) or c.id < (select coalesce(min(first_id), 0) from sample))

-- facts(id staff, str linked) -> one struct facts
-- A customer with an address of ours is one of us who tries it out. What was told as a sample is no step of anybody.
select (select count(*) from staff where id = :staff and password_hash <> '') as password,
       (select count(*) from staff where active = 1 and id <> :staff) as colleagues,
       (select count(*) from (select 1 as one from event where kind = :linked limit 1) as e) as linked,
       (select count(*) from (select 1 as one from staff s join contact_point p on p.kind = 'email' and p.value = s.email
          join conversation c on c.customer = p.customer where s.email <> '' and <<real>> limit 1) as tries) as tried,
       (select count(*) from (select 1 as one from conversation c
         where c.first_reply_at is not null and <<real>>
           and not exists (select 1 from contact_point p join staff s on s.email = p.value
                            where p.customer = c.customer and p.kind = 'email') limit 1) as answers) as answered;
