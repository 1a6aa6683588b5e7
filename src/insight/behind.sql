-- prefix: behind
-- names(ids which) -> list struct named
select c.id as conversation, c.subject, c.customer, p.name as customer_name
  from conversation c join customer p on p.id = c.customer where c.id in :which;
