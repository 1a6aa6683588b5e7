-- prefix: file
-- insert(struct file f) -> nothing
insert into file (id, sha256, name, type, bytes, at, sender_kind, sender)
values (:f.id, :f.sha256, :f.name, :f.type, :f.bytes, :f.at, :f.sender_kind, :f.sender);

-- find(id which) -> one struct file
select id, sha256, name, type, bytes, at, sender_kind, sender from file where id = :which;
