-- prefix: mail
-- part: all
select id, at, mailbox, way, folder, uidvalidity, uid, sha256, bytes, file, state, reason, words, tries, message_id, sender,
       sender_name, subject, facts, conversation, message, same_as, team from mail

-- insert(struct ledger_mail m) -> nothing
insert into mail (id, at, mailbox, way, folder, uidvalidity, uid, sha256, bytes, file, state, reason, words, tries, message_id,
       sender, sender_name, subject, facts, conversation, message, same_as, team)
values (:m.id, :m.at, :m.mailbox, :m.way, :m.folder, :m.uidvalidity, :m.uid, :m.sha256, :m.bytes, :m.file, :m.state, :m.reason,
        :m.words, :m.tries, :m.message_id, :m.sender, :m.sender_name, :m.subject, :m.facts, :m.conversation, :m.message,
        :m.same_as, :m.team);

-- insert_content(id mail, bytes raw) -> nothing
insert into mail_content (mail, raw, text, html, html_whole) values (:mail, :raw, '', '', '');

-- find(id which) -> one struct ledger_mail
<<all>> where id = :which;

-- find_to_change(id which) -> one struct ledger_mail
-- sqlite:
<<all>> where id = :which;
-- postgres:
<<all>> where id = :which for no key update;

-- of_uid(id mailbox, str folder, int uidvalidity, int uid) -> maybe struct ledger_mail
<<all>> where mailbox = :mailbox and folder = :folder and uidvalidity = :uidvalidity and uid = :uid and uid > 0;

-- uids(id mailbox, str folder, int uidvalidity, int first, int last) -> list struct mail_uid
select uid from mail where mailbox = :mailbox and folder = :folder and uidvalidity = :uidvalidity and uid between :first and :last;

-- of_content(id mailbox, str sha256) -> maybe struct ledger_mail
<<all>> where mailbox = :mailbox and sha256 = :sha256 and same_as is null order by id limit 1;

-- named(str message_id) -> int
select max(conversation) from mail where message_id = :message_id and message_id <> '';

-- content(id mail) -> maybe struct mail_content
select raw, text from mail_content where mail = :mail;

-- settle(struct ledger_mail m) -> nothing
update mail set state = :m.state, reason = :m.reason, words = :m.words, tries = :m.tries, message_id = :m.message_id,
       sender = :m.sender, sender_name = :m.sender_name, subject = :m.subject, facts = :m.facts,
       conversation = :m.conversation, message = :m.message, team = :m.team
 where id = :m.id;

-- keep_text(id mail, str text) -> nothing
update mail_content set text = :text where mail = :mail;

-- keep_html(id mail, str html, str whole) -> nothing
update mail_content set html = :html, html_whole = :whole where mail = :mail;

-- html_whole(id mail) -> maybe struct mail_html
select case when html_whole <> '' then html_whole else html end as html from mail_content where mail = :mail;

-- tried(id which, str words) -> nothing
update mail set tries = tries + 1, words = :words where id = :which;

-- list(id mailbox, str state, usec since, usec until, id before, maybe ids teams, int most) -> list struct ledger_mail
<<all>>
 where (cast(:mailbox as bigint) is null or mailbox = :mailbox) and (cast(:state as text) = '' or state = :state)
   and at >= :since and at < :until and id < :before
 [[ and (conversation is null or team is null or team in :teams) ]]
 order by id desc limit :most;

-- balance(id mailbox, usec since, usec until) -> list struct mail_count
select state, count(*) as n from mail where mailbox = :mailbox and at >= :since and at < :until group by state;

-- count_in(str state, usec before) -> int
select count(*) from mail where state = :state and at < :before;

-- of_conversations(ids conversations) -> list struct ledger_mail
<<all>> where conversation in :conversations;

-- forget_content(ids which) -> nothing
delete from mail_content where mail in :which;

-- forget(ids which) -> changed
-- Its line stays, so that the server's copy is not taken for a new one; what it said and who wrote it goes.
update mail set sender = '', sender_name = '', subject = '', message_id = '', facts = '{}', words = '', file = null,
       conversation = null, message = null
 where id in :which;

-- drop(id which) -> nothing
-- One that was never fetched: nothing hangs on it.
delete from mail where id = :which and reason = 'unfetched';

-- follow(id conversation, id team) -> nothing
update mail set team = :team where conversation = :conversation;
