-- prefix: attachment
-- insert(struct attachment a) -> nothing
insert into attachment (id, conversation, message, file) values (:a.id, :a.conversation, :a.message, :a.file);

-- list(id conversation) -> list struct attachment
select id, conversation, message, file from attachment where conversation = :conversation order by id;

-- of_file(id file) -> maybe struct attachment
select id, conversation, message, file from attachment where file = :file;
