-- prefix: draft
-- find(str author_kind, id author, id conversation, str kind) -> maybe struct draft
select conversation, kind, body, html, other, other_html, revision, at from draft
 where author = :author and conversation = :conversation and kind = :kind and author_kind = :author_kind;

-- insert(id which, str author_kind, id author, struct draft d) -> nothing
insert into draft (id, author_kind, author, conversation, kind, body, html, other, other_html, revision, at)
values (:which, :author_kind, :author, :d.conversation, :d.kind, :d.body, :d.html, :d.other, :d.other_html, :d.revision, :d.at);

-- keep(str author_kind, id author, struct draft d) -> nothing
update draft set body = :d.body, html = :d.html, other = :d.other, other_html = :d.other_html, revision = :d.revision, at = :d.at
 where author = :author and conversation = :d.conversation and kind = :d.kind and author_kind = :author_kind;

-- drop(str author_kind, id author, id conversation, str kind) -> nothing
delete from draft where author = :author and conversation = :conversation and kind = :kind and author_kind = :author_kind;

-- last_said(id conversation, str author_kind, id author, bool internal, str body) -> int
select count(*) from message
 where id = (select max(m.id) from message m
              where m.conversation = :conversation and m.author = :author and m.author_kind = :author_kind
                and m.internal = :internal)
   and body = :body;

-- forget_sent(usec before) -> nothing
delete from draft where body = '' and other = '' and at < :before;
