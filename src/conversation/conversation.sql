-- insert(struct conversation c) -> nothing
insert into conversation (id, customer, channel, subject, state, resolved_how, owner, team, created_at, last_at, waiting_since,
                          first_reply_at, resolved_at, reopen_count, continues, snoozed_until, snooze_reason, language, claims)
values (:c.id, :c.customer, :c.channel, :c.subject, :c.state, :c.resolved_how, :c.owner, :c.team, :c.created_at, :c.last_at,
        :c.waiting_since, :c.first_reply_at, :c.resolved_at, :c.reopen_count, :c.continues, :c.snoozed_until, :c.snooze_reason,
        :c.language, :c.claims);

-- part: one
select id, customer, channel, subject, state, resolved_how, owner, team, created_at, last_at, waiting_since, first_reply_at,
       resolved_at, reopen_count, continues, snoozed_until, snooze_reason, language, claims from conversation where id = :which

-- find(id which) -> one struct conversation
<<one>>;

-- find_to_change(id which) -> one struct conversation
-- Nobody else changes it until we have committed: `keep` writes every column. Keys may still be checked against it.
-- sqlite:
<<one>>;
-- postgres:
<<one>> for no key update;

-- keep(struct conversation c) -> nothing
-- Everything that an act may change.
update conversation set state = :c.state, resolved_how = :c.resolved_how, owner = :c.owner, team = :c.team, last_at = :c.last_at,
       waiting_since = :c.waiting_since, first_reply_at = :c.first_reply_at, resolved_at = :c.resolved_at, reopen_count = :c.reopen_count,
       snoozed_until = :c.snoozed_until, snooze_reason = :c.snooze_reason
 where id = :c.id;

-- newest_message(id conversation) -> int
select max(id) from message where conversation = :conversation;

-- insert_message(struct message m) -> nothing
insert into message (id, conversation, author_kind, author, internal, body, html, at, machine)
values (:m.id, :m.conversation, :m.author_kind, :m.author, :m.internal, :m.body, :m.html, :m.at, :m.machine);

-- find_message(id which) -> one struct message
select id, conversation, author_kind, author, internal, body, html, at, machine from message where id = :which;

-- messages(id which, bool notes) -> list struct message
select id, conversation, author_kind, author, internal, body, html, at, machine from message
 where conversation = :which and (internal = 0 or cast(:notes as bigint) = 1) order by id;

-- insert_snapshot(id which, id conversation, usec at, int words, int questions, int open_before, int before) -> nothing
insert into intake_snapshot (id, conversation, at, words, questions, open_before, conversations_before)
values (:which, :conversation, :at, :words, :questions, :open_before, :before);

-- count_before(id customer) -> int
select count(*) from conversation where customer = :customer;

-- count_open(id customer) -> int
select count(*) from conversation where customer = :customer and state not in ('resolved', 'closed', 'merged', 'spam');

-- count_owned_elsewhere(id staff, ids teams) -> int
select count(*) from conversation where owner = :staff and state not in ('resolved', 'closed', 'merged', 'spam')
   and team is not null and not (team in :teams);

-- count_owned(id staff) -> int
select count(*) from conversation where owner = :staff and state not in ('resolved', 'closed', 'merged', 'spam');

-- open_span(id which, id conversation, id staff, usec from) -> nothing
insert into ownership_span (id, conversation, staff, from_at) values (:which, :conversation, :staff, :from);

-- close_span(id conversation, usec to) -> nothing
update ownership_span set to_at = :to where conversation = :conversation and to_at is null;

-- owners(id conversation) -> list struct ownership_span
select id, conversation, staff, from_at, to_at from ownership_span where conversation = :conversation order by id;

-- silent(usec before, int after, int most) -> list struct conversation
select id from conversation where state = 'proposed' and last_at <= :before and id > :after order by id limit :most;

-- past_window(usec before, int after, int most) -> list struct conversation
select id from conversation where state = 'resolved' and resolved_at <= :before and id > :after order by id limit :most;

-- due(usec now, int after, int most) -> list struct conversation
select id from conversation where state = 'scheduled' and snoozed_until <= :now and id > :after order by id limit :most;
