-- insert(struct incoming i) -> changed
insert into incoming (id, at, channel, raw, key, token_hash, expires_at, state, conversation)
values (:i.id, :i.at, :i.channel, :i.raw, :i.key, :i.token_hash, :i.expires_at, :i.state, :i.conversation)
on conflict do nothing;

-- find(id which) -> one struct incoming
select id, at, channel, raw, key, token_hash, expires_at, state, conversation from incoming where id = :which;

-- by_key(str channel, str key) -> one struct incoming
select id, at, channel, raw, key, token_hash, expires_at, state, conversation from incoming where channel = :channel and key = :key and key <> '';

-- by_token(str token_hash) -> one struct incoming
select id, at, channel, raw, key, token_hash, expires_at, state, conversation from incoming where token_hash = :token_hash and token_hash <> '';

-- understood(id which, id conversation) -> nothing
update incoming set state = 'understood', conversation = :conversation where id = :which;

-- count_pages(id conversation, usec now) -> int
select count(*) from incoming where conversation = :conversation and token_hash <> '' and expires_at > :now;

-- forget(ids conversations) -> nothing
delete from incoming where conversation in :conversations;

-- forget_loose(int first, int last, int most) -> changed
-- What was never understood, or belongs to what is gone already.
delete from incoming where id in (select id from incoming where id between :first and :last order by id limit :most);
