-- prefix: forget
-- told(int first, int last, int most) -> list struct conversation
-- sqlite:
select id, customer from conversation where id between :first and :last order by id limit :most;
-- postgres:
select id, customer from conversation where id between :first and :last order by id limit :most for update;

-- customers(ids which) -> list struct conversation
-- Those of them who still have one.
select distinct customer from conversation where customer in :which;

-- count(int first, int last) -> int
select count(*) from conversation where id between :first and :last;

-- count_messages(int first, int last) -> int
select count(*) from message where id between :first and :last;

-- continued(int first, int last) -> changed
update conversation set continues = null where continues between :first and :last;

-- staff() -> list struct conversation
-- Who looked after one that is still here.
select distinct staff as owner from ownership_span;

-- teams() -> list struct conversation
select distinct team from conversation where team is not null;

-- drafts(ids which) -> nothing
delete from draft where conversation in :which;

-- tags(ids which) -> nothing
delete from conversation_tag where conversation in :which;

-- slips(ids which) -> nothing
delete from bulk_done where conversation in :which;

-- mentions(ids which) -> nothing
delete from mention where conversation in :which;

-- attached(ids which) -> list struct attachment
select id, conversation, message, file from attachment where conversation in :which;

-- attachments(ids which) -> nothing
delete from attachment where conversation in :which;

-- messages(ids which) -> nothing
delete from message where conversation in :which;

-- spans(ids which) -> nothing
delete from ownership_span where conversation in :which;

-- snapshots(ids which) -> nothing
delete from intake_snapshot where conversation in :which;

-- conversations(ids which) -> changed
delete from conversation where id in :which;
