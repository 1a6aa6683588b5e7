-- prefix: domain
-- part: all
select id, domain, selector, private_key, public_record, key_wanted, signs, asked_at, checked_at, found from mail_domain

-- all() -> list struct mail_domain
<<all>> order by domain;

-- find(id which) -> one struct mail_domain
<<all>> where id = :which;

-- find_to_change(id which) -> one struct mail_domain
-- sqlite:
<<all>> where id = :which;
-- postgres:
<<all>> where id = :which for no key update;

-- named(str domain) -> maybe struct mail_domain
<<all>> where domain = :domain;

-- insert(struct mail_domain d) -> nothing
insert into mail_domain (id, domain, selector, private_key, public_record, key_wanted, signs, asked_at, checked_at, found)
values (:d.id, :d.domain, :d.selector, :d.private_key, :d.public_record, :d.key_wanted, :d.signs, :d.asked_at, :d.checked_at, :d.found);

-- keep(struct mail_domain d) -> nothing
update mail_domain set selector = :d.selector, private_key = :d.private_key, public_record = :d.public_record,
       key_wanted = :d.key_wanted, signs = :d.signs, asked_at = :d.asked_at, checked_at = :d.checked_at, found = :d.found
 where id = :d.id;
