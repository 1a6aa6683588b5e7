-- prefix: picture
-- wanted(id mail) -> list struct mail_picture
select mail, place, address, state, file from mail_picture where mail = :mail and state = 'wanted' order by place;

-- settle(struct mail_picture p) -> changed
update mail_picture set state = :p.state, file = :p.file
 where mail = :p.mail and place = :p.place and state = 'wanted';
