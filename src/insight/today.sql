-- prefix: today
-- part: open
 c.state in ('new', 'bot', 'open', 'scheduled', 'awaiting_customer', 'proposed')
-- part: theirs
 [[ and (c.team is null or c.team in :teams) ]]
-- part: row
select c.id, c.subject, c.state, c.customer, u.name as customer_name,
       coalesce((select p.value from contact_point p where p.customer = c.customer and p.kind = 'email' order by p.id limit 1), '') as customer_email,

-- mine(id who, maybe ids teams, int most) -> list struct today_row
<<row>> c.waiting_since as since from conversation c join customer u on u.id = c.customer
 where <<open>> <<theirs>> and c.owner = :who and c.state <> 'scheduled' and c.waiting_since is not null
 order by c.waiting_since, c.id limit :most;

-- count_mine(id who, maybe ids teams) -> int
select count(*) from conversation c where <<open>> <<theirs>> and c.owner = :who and c.state <> 'scheduled' and c.waiting_since is not null;

-- unowned(maybe ids teams, int most) -> list struct today_row
<<row>> c.waiting_since as since from conversation c join customer u on u.id = c.customer
 where <<open>> <<theirs>> and c.owner is null and c.state <> 'bot' and c.waiting_since is not null
 order by c.waiting_since, c.id limit :most;

-- count_unowned(maybe ids teams) -> int
select count(*) from conversation c where <<open>> <<theirs>> and c.owner is null and c.state <> 'bot' and c.waiting_since is not null;

-- due(id who, maybe ids teams, usec tonight, int most) -> list struct today_row
-- Put off until today, or come back and nobody has acted since; who waits and is not put off stands among those who
-- wait.
<<row>> c.snoozed_until as since from conversation c join customer u on u.id = c.customer
 where <<open>> <<theirs>> and c.owner = :who and (c.state = 'scheduled' or c.waiting_since is null) and c.snoozed_until <= :tonight
 order by c.snoozed_until, c.id limit :most;

-- count_due(id who, maybe ids teams, usec tonight) -> int
select count(*) from conversation c
 where <<open>> <<theirs>> and c.owner = :who and (c.state = 'scheduled' or c.waiting_since is null) and c.snoozed_until <= :tonight;

-- count_mentions(id who, maybe ids teams) -> int
select count(*) from mention n join conversation c on c.id = n.conversation where n.staff = :who and n.read_at is null <<theirs>>;

-- proposed(id who, maybe ids teams, int most) -> list struct today_row
<<row>> c.last_at as since from conversation c join customer u on u.id = c.customer
 where c.state = 'proposed' <<theirs>> and c.owner = :who
 order by c.last_at, c.id limit :most;

-- count_proposed(id who, maybe ids teams) -> int
select count(*) from conversation c where c.state = 'proposed' <<theirs>> and c.owner = :who;
