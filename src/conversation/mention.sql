-- prefix: mention
-- insert(struct mention m) -> nothing
insert into mention (id, staff, conversation, message, at, read_at) values (:m.id, :m.staff, :m.conversation, :m.message, :m.at, :m.read_at);

-- list(id staff, maybe bool waiting, maybe id before, maybe ids teams, int most) -> list struct mention
select n.id, n.staff, n.conversation, n.message, n.at, n.read_at, c.subject, m.author as by, substr(m.body, 1, 400) as excerpt
  from mention n join conversation c on c.id = n.conversation join message m on m.id = n.message
 where n.staff = :staff
   [[ and n.read_at is null and cast(:waiting as bigint) = 1 ]]
   [[ and n.id < :before ]]
   [[ and (c.team is null or c.team in :teams) ]]
 order by n.id desc limit :most;

-- read(id staff, maybe id conversation, usec now) -> nothing
update mention set read_at = :now where staff = :staff and read_at is null [[ and conversation = :conversation ]];
