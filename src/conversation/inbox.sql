-- prefix: inbox
-- part: in_box(maybe bool unfinished, maybe bool unowned, maybe bool waiting, maybe bool snoozed, maybe bool finished, maybe bool spam, maybe bool wanted, maybe id mine, maybe id tag, maybe id owner, maybe id team, maybe id customer, maybe str state, maybe str channel, maybe str language, maybe usec opened_from, maybe usec opened_to, maybe ids among, maybe ids teams)
-- Which conversations a list holds, and who may see them. Every list and every count stands on it.
 true
 [[ and c.state in ('new', 'bot', 'open', 'scheduled', 'awaiting_customer', 'proposed') and cast(:unfinished as bigint) = 1 ]]
 [[ and c.owner is null and c.state <> 'bot' and cast(:unowned as bigint) = 1 ]]
 [[ and c.waiting_since is not null and cast(:waiting as bigint) = 1 ]]
 [[ and c.state = 'scheduled' and cast(:snoozed as bigint) = 1 ]]
 [[ and c.state in ('resolved', 'closed') and cast(:finished as bigint) = 1 ]]
 [[ and c.state = 'spam' and cast(:spam as bigint) = 1 ]]
 [[ and c.state <> 'spam' and cast(:wanted as bigint) = 1 ]]
 [[ and c.owner = :mine and c.state <> 'scheduled' ]]
 [[ and c.id in (select g.conversation from conversation_tag g where g.tag = :tag) ]]
 [[ and c.owner = :owner ]]
 [[ and c.team = :team ]]
 [[ and c.customer = :customer ]]
 [[ and c.state = :state ]]
 [[ and c.channel = :channel ]]
 [[ and c.language = :language ]]
 [[ and c.created_at >= :opened_from ]]
 [[ and c.created_at < :opened_to ]]
 [[ and c.id in :among ]]
 [[ and (c.team is null or c.team in :teams) ]]

-- part: row
select c.id, c.subject, c.state, c.channel, c.language, c.customer, c.owner, c.team, c.last_at, c.waiting_since,
       coalesce((select substr(m.body, 1, 400) from message m where m.conversation = c.id and m.internal = 0 order by m.id desc limit 1), '') as excerpt
  from conversation c

-- list(<<in_box>>, maybe usec before_at, maybe id before, int most) -> list struct inbox_row
<<row>> where <<in_box>> [[ and (c.last_at, c.id) < (:before_at, :before) ]]
 order by c.last_at desc, c.id desc limit :most;

-- list_waiting(<<in_box>>, maybe usec before_at, maybe id before, int most) -> list struct inbox_row
-- Who has waited longest first, then those for whom it is not our turn.
<<row>> where <<in_box>> [[ and (coalesce(c.waiting_since, 9223372036854775807), c.id) > (:before_at, :before) ]]
 order by coalesce(c.waiting_since, 9223372036854775807), c.id limit :most;

-- ids(<<in_box>>, int most) -> list struct inbox_row
select c.id from conversation c where <<in_box>> order by c.last_at desc, c.id desc limit :most;

-- ids_waiting(<<in_box>>, int most) -> list struct inbox_row
select c.id from conversation c where <<in_box>> order by coalesce(c.waiting_since, 9223372036854775807), c.id limit :most;

-- count(<<in_box>>) -> int
select count(*) from conversation c where <<in_box>>;

-- by_tag(<<in_box>>) -> list struct facet
select g.tag as which, count(*) as count from conversation c join conversation_tag g on g.conversation = c.id where <<in_box>> group by g.tag;

-- by_owner(<<in_box>>) -> list struct facet
select c.owner as which, count(*) as count from conversation c where <<in_box>> and c.owner is not null group by c.owner;

-- by_team(<<in_box>>) -> list struct facet
select c.team as which, count(*) as count from conversation c where <<in_box>> and c.team is not null group by c.team;

-- by_channel(<<in_box>>) -> list struct facet
select c.channel as word, count(*) as count from conversation c where <<in_box>> group by c.channel;

-- by_state(<<in_box>>) -> list struct facet
select c.state as word, count(*) as count from conversation c where <<in_box>> group by c.state;

-- by_language(<<in_box>>) -> list struct facet
select c.language as word, count(*) as count from conversation c where <<in_box>> and c.language <> '' group by c.language;
