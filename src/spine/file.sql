-- prefix: file
-- insert(struct file f) -> nothing
insert into file (id, sha256, name, type, bytes, at) values (:f.id, :f.sha256, :f.name, :f.type, :f.bytes, :f.at);

-- find(id which) -> one struct file
select id, sha256, name, type, bytes, at from file where id = :which;
