-- prefix: searched
-- subject_ids(int after, int most) -> list struct search_id
select id from conversation where id > :after order by id limit :most;

-- message_ids(int after, int most) -> list struct search_id
select id from message where id > :after order by id limit :most;

-- message_ids_of(id conversation) -> list struct search_id
select id from message where conversation = :conversation order by id;

-- subjects(ids which, maybe ids teams) -> list struct searched
select c.id, c.id as conversation, c.customer, c.team, c.subject as title, c.subject as text, c.created_at as at
  from conversation c where c.id in :which [[ and (c.team is null or c.team in :teams) ]];

-- messages(ids which, maybe ids teams) -> list struct searched
select m.id, m.conversation, c.customer, c.team, c.subject as title, m.body as text, m.internal, m.at
  from message m join conversation c on c.id = m.conversation
 where m.id in :which [[ and (c.team is null or c.team in :teams) ]];
