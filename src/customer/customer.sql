-- part: known
 c.id, c.name, c.language, c.first_contact_at,
       coalesce((select p.value from contact_point p where p.customer = c.id and p.kind = 'email' order by p.id limit 1), '') as email
  from customer c

-- find(id which) -> one struct customer
select <<known>> where c.id = :which;

-- list_of(ids which) -> list struct customer
select <<known>> where c.id in :which;

-- by_address(str kind, str value) -> maybe struct customer
select c.id, c.name, c.language, c.first_contact_at, p.value as email
  from contact_point p join customer c on c.id = p.customer where p.kind = :kind and p.value = :value;

-- insert(struct customer c) -> nothing
insert into customer (id, name, language, first_contact_at) values (:c.id, :c.name, :c.language, :c.first_contact_at);

-- insert_address(id which, id customer, str kind, str value) -> nothing
insert into contact_point (id, customer, kind, value) values (:which, :customer, :kind, :value);

-- name(id which, str name) -> nothing
update customer set name = :name where id = :which and name = '';

-- forget_addresses(ids which) -> nothing
delete from contact_point where customer in :which;

-- forget(ids which) -> changed
delete from customer where id in :which;

-- told(int after, int last, int most) -> list struct customer
select id from customer where id > :after and id <= :last order by id limit :most;

-- count_told(int first, int last) -> int
select count(*) from customer where id between :first and :last;

-- change(id which, maybe str name, maybe str language) -> nothing
update customer set id = id [[ , name = :name ]] [[ , language = :language ]] where id = :which;

-- contact_points(id customer) -> list struct contact_point
select id, customer, kind, value from contact_point where customer = :customer order by id;
