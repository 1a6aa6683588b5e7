-- prefix: mailbox
-- part: all
select id, name, address, team, active, created_at, plus, server, from_name, signature, imap_host, imap_port, imap_security,
       imap_user, imap_secret, imap_proof, imap_folders, imap_after, imap_move_to, smtp_host, smtp_port, smtp_security,
       smtp_user, smtp_secret, smtp_proof from mailbox

-- list() -> list struct mailbox
<<all>> order by lower(name), id;

-- find(id which) -> one struct mailbox
<<all>> where id = :which;

-- of_address(str address) -> maybe struct mailbox
<<all>> where address = :address;

-- insert(struct mailbox m) -> changed
insert into mailbox (id, name, address, team, active, created_at, plus, server, from_name, signature, imap_host, imap_port,
       imap_security, imap_user, imap_secret, imap_proof, imap_folders, imap_after, imap_move_to, smtp_host, smtp_port,
       smtp_security, smtp_user, smtp_secret, smtp_proof)
values (:m.id, :m.name, :m.address, :m.team, :m.active, :m.created_at, :m.plus, :m.server, :m.from_name, :m.signature,
        :m.imap_host, :m.imap_port, :m.imap_security, :m.imap_user, :m.imap_secret, :m.imap_proof, :m.imap_folders,
        :m.imap_after, :m.imap_move_to, :m.smtp_host, :m.smtp_port, :m.smtp_security, :m.smtp_user, :m.smtp_secret,
        :m.smtp_proof)
on conflict do nothing;

-- keep(struct mailbox m) -> nothing
update mailbox set name = :m.name, team = :m.team, active = :m.active, plus = :m.plus, server = :m.server,
       from_name = :m.from_name, signature = :m.signature, imap_host = :m.imap_host, imap_port = :m.imap_port,
       imap_security = :m.imap_security, imap_user = :m.imap_user, imap_secret = :m.imap_secret, imap_proof = :m.imap_proof,
       imap_folders = :m.imap_folders, imap_after = :m.imap_after, imap_move_to = :m.imap_move_to, smtp_host = :m.smtp_host,
       smtp_port = :m.smtp_port, smtp_security = :m.smtp_security, smtp_user = :m.smtp_user, smtp_secret = :m.smtp_secret,
       smtp_proof = :m.smtp_proof
 where id = :m.id;

-- watches(id mailbox, bool all) -> list struct mailbox_watch
select mailbox, folder, uidvalidity, uid, looked_at, failing_since, failures, failure from mailbox_watch
 where mailbox = :mailbox or cast(:all as bigint) = 1 order by mailbox, folder;

-- backfill(id mailbox) -> changed
update mailbox_watch set uid = 0 where mailbox = :mailbox;

-- watched(struct mailbox_watch w) -> nothing
insert into mailbox_watch (mailbox, folder, uidvalidity, uid, looked_at, failing_since, failures, failure)
values (:w.mailbox, :w.folder, :w.uidvalidity, :w.uid, :w.looked_at, :w.failing_since, :w.failures, :w.failure)
on conflict (mailbox, folder) do update set looked_at = excluded.looked_at, failing_since = excluded.failing_since,
       failures = excluded.failures, failure = excluded.failure;

-- moved(struct mailbox_watch w, int was_uidvalidity, int was_uid) -> changed
update mailbox_watch set uidvalidity = :w.uidvalidity, uid = :w.uid
 where mailbox = :w.mailbox and folder = :w.folder and uidvalidity = :was_uidvalidity and uid = :was_uid;
