-- prefix: inbox
-- part: in_box
-- Which conversations a box holds, and who may see them. The list and the counts both stand on it.
 true
 [[ and c.state in ('new', 'bot', 'open', 'scheduled', 'awaiting_customer', 'proposed') and cast(:unfinished as bigint) = 1 ]]
 [[ and c.owner is null and c.state <> 'bot' and cast(:unowned as bigint) = 1 ]]
 [[ and c.waiting_since is not null and cast(:waiting as bigint) = 1 ]]
 [[ and c.state in ('resolved', 'closed') and cast(:finished as bigint) = 1 ]]
 [[ and c.state = 'spam' and cast(:spam as bigint) = 1 ]]
 [[ and c.state <> 'spam' and cast(:wanted as bigint) = 1 ]]
 [[ and c.owner = :owner ]]
 [[ and c.team = :team ]]
 [[ and c.customer = :customer ]]
 [[ and (c.team is null or c.team in :teams) ]]

-- list(maybe bool unfinished, maybe bool unowned, maybe bool waiting, maybe bool finished, maybe bool spam, maybe bool wanted, maybe id owner, maybe id team, maybe id customer, maybe ids teams, maybe usec before_at, maybe id before, int most) -> list struct inbox_row
select c.id, c.subject, c.state, c.channel, c.customer, c.owner, c.team, c.last_at, c.waiting_since,
       coalesce((select substr(m.body, 1, 400) from message m where m.conversation = c.id and m.internal = 0 order by m.id desc limit 1), '') as excerpt
  from conversation c
 where <<in_box>> [[ and (c.last_at, c.id) < (:before_at, :before) ]]
 order by c.last_at desc, c.id desc limit :most;

-- count(maybe bool unfinished, maybe bool unowned, maybe bool waiting, maybe bool finished, maybe bool spam, maybe bool wanted, maybe id owner, maybe id team, maybe id customer, maybe ids teams) -> int
select count(*) from conversation c where <<in_box>>;
