-- prefix: clientele
-- part: counted
 from conversation o where o.customer = c.customer and o.state not in ('spam', 'merged') [[ and (o.team is null or o.team in :teams) ]]

-- list(maybe ids teams, maybe usec before_at, maybe id before, int most) -> list struct clientele_row
-- Each customer stands where their newest conversation does: one that has no newer one beside it.
select c.customer, c.last_at, c.id as conversation,
       (select count(*) <<counted>>) as "all",
       (select count(*) <<counted>> and o.state in ('new', 'bot', 'open', 'scheduled', 'awaiting_customer', 'proposed')) as open
  from conversation c
 where c.state not in ('spam', 'merged') [[ and (c.team is null or c.team in :teams) ]]
   and not exists (select 1 <<counted>> and (o.last_at, o.id) > (c.last_at, c.id))
   [[ and (c.last_at, c.id) < (:before_at, :before) ]]
 order by c.last_at desc, c.id desc limit :most;
