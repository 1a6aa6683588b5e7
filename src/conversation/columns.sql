-- after(int after, int most) -> list struct conversation
select id, customer, channel, subject, state, resolved_how, owner, team, created_at, last_at, waiting_since, first_reply_at,
       resolved_at, reopen_count, continues, snoozed_until, snooze_reason, language, claims from conversation where id > :after order by id limit :most;

-- set_columns(struct conversation c) -> nothing
update conversation set last_at = :c.last_at, waiting_since = :c.waiting_since, first_reply_at = :c.first_reply_at,
       resolved_at = :c.resolved_at, reopen_count = :c.reopen_count, resolved_how = :c.resolved_how
 where id = :c.id;
