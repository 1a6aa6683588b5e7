-- insert(struct survey_invitation i) -> changed
insert into survey_invitation (id, event, kind, customer, conversation, state, reason, token_hash, created_at, expires_at, ended_at)
values (:i.id, :i.event, :i.kind, :i.customer, :i.conversation, :i.state, :i.reason, :i.token_hash, :i.created_at, :i.expires_at, :i.ended_at)
on conflict (event) do nothing;

-- past(id customer, str kind, usec year_ago) -> one struct survey_case
-- How often this person was really asked, and when last.
select max(created_at) as last_any, max(case when kind = :kind then created_at end) as last_same,
       coalesce(sum(case when created_at > :year_ago then 1 else 0 end), 0) as in_year
  from survey_invitation where customer = :customer and state not in ('suppressed', 'withdrawn');

-- by_token(str token_hash) -> maybe struct survey_invitation
select id, event, kind, customer, conversation, state, reason, token_hash, created_at, expires_at, ended_at
  from survey_invitation where token_hash = :token_hash and token_hash <> '';

-- open_of(id conversation, usec now) -> maybe struct survey_invitation
select id, event, kind, customer, conversation, state, reason, token_hash, created_at, expires_at, ended_at
  from survey_invitation where conversation = :conversation and state in ('sent', 'opened') and expires_at > :now order by id desc limit 1;

-- open_of_conversation(id conversation) -> list struct survey_invitation
select id, event, kind, customer, conversation, state, reason, token_hash, created_at, expires_at, ended_at
  from survey_invitation where conversation = :conversation and state in ('sent', 'opened');

-- past_due(usec now, int after, int most) -> list struct survey_invitation
select id from survey_invitation
 where ended_at is null and expires_at <= :now and state in ('sent', 'opened') and id > :after order by id limit :most;

-- find(id which) -> one struct survey_invitation
select id, event, kind, customer, conversation, state, reason, token_hash, created_at, expires_at, ended_at
  from survey_invitation where id = :which;

-- opened(id which) -> nothing
update survey_invitation set state = 'opened' where id = :which and state = 'sent';

-- end(id which, str state, str reason, usec now) -> changed
-- One of many wins: only an open invitation can end.
update survey_invitation set state = :state, reason = :reason, ended_at = :now where id = :which and state in ('sent', 'opened');

-- end_all_of(id customer, usec now) -> nothing
update survey_invitation set state = 'refused', reason = 'opted_out', ended_at = :now where customer = :customer and state in ('sent', 'opened');

-- respond(struct survey_response r) -> nothing
insert into survey_response (id, invitation, score, comment, contact, language, at)
values (:r.id, :r.invitation, :r.score, :r.comment, :r.contact, :r.language, :r.at);

-- opt_out(id which, id customer, usec now) -> changed
insert into survey_opt_out (id, customer, at) values (:which, :customer, :now) on conflict (customer) do nothing;

-- opted_out(id customer) -> int
select count(*) from survey_opt_out where customer = :customer;

-- opted_out_at(id customer) -> int
select coalesce(max(at), 0) from survey_opt_out where customer = :customer;

-- answers_of(id customer, int most) -> list struct survey_outcome
select i.id, i.conversation, i.kind, i.state, i.reason, i.created_at, i.expires_at, r.at as answered_at, r.score, r.comment, r.contact
  from survey_invitation i join survey_response r on r.invitation = i.id
 where i.customer = :customer order by i.id desc limit :most;

-- outcomes(id conversation) -> list struct survey_outcome
select i.id, i.conversation, i.kind, i.state, i.reason, i.created_at, i.expires_at, r.at as answered_at, coalesce(r.score, 0) as score,
       coalesce(r.comment, '') as comment, coalesce(r.contact, 0) as contact
  from survey_invitation i left join survey_response r on r.invitation = i.id where i.conversation = :conversation order by i.id;

-- forget_responses(ids conversations) -> nothing
delete from survey_response where invitation in (select id from survey_invitation where conversation in :conversations);

-- forget(ids conversations) -> nothing
delete from survey_invitation where conversation in :conversations;

-- forget_opt_outs(ids customers) -> nothing
delete from survey_opt_out where customer in :customers;
