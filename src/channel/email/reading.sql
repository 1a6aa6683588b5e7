-- prefix: reading
-- of_conversation(id conversation) -> list struct reading_row
select m.id as mail, m.message, m.at, m.sender, m.sender_name, m.subject, m.facts, c.html,
       case when c.text <> '' or c.html_whole <> '' then 1 else 0 end as more
  from mail m join mail_content c on c.mail = m.id
 where m.conversation = :conversation and m.message is not null and m.reason <> 'report'
 order by m.id;

-- insert_picture(struct mail_picture p) -> nothing
insert into mail_picture (mail, place, address, state, file) values (:p.mail, :p.place, :p.address, :p.state, :p.file);

-- pictures(ids mails) -> list struct mail_picture
select mail, place, address, state, file from mail_picture where mail in :mails order by mail, place;

-- picture(id mail, int place) -> maybe struct mail_picture
select mail, place, address, state, file from mail_picture where mail = :mail and place = :place;

-- want(id mail) -> changed
update mail_picture set state = 'wanted' where mail = :mail and state in ('remote', 'failed');

-- forget_pictures(ids mails) -> nothing
delete from mail_picture where mail in :mails;
