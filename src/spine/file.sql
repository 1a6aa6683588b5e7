-- prefix: file
-- insert(struct file f) -> nothing
insert into file (id, sha256, name, type, bytes, at, sender_kind, sender, used)
values (:f.id, :f.sha256, :f.name, :f.type, :f.bytes, :f.at, :f.sender_kind, :f.sender, :f.used);

-- find(id which) -> one struct file
select id, sha256, name, type, bytes, at, sender_kind, sender, used from file where id = :which;

-- list_of(ids which) -> list struct file
select id, sha256, name, type, bytes, at, sender_kind, sender, used from file where id in :which;

-- release(ids which) -> nothing
update file set used = 0 where id in :which;

-- hold(id which) -> nothing
update file set used = 1 where id = :which;

-- use(id which, str sender_kind, id sender) -> changed
update file set used = 1 where id = :which and used = 0 and sender_kind = :sender_kind and sender = :sender;
