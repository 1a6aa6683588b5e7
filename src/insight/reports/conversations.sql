-- title: report.conversations.title
-- question: report.conversations.question
-- definition: report.conversations.definition
-- measure: count
-- chart: bars
-- needed: 0
-- lines: opened, resolved
-- parameters: from, to, team
-- How many were opened, and how often one was resolved: plain counts, spam left out, and slips that were taken back within minutes.
select c.created_at as at, c.id as conversation, 'opened' as line from conversation c where c.state <> 'spam'
union all
select e.at, e.conversation, 'resolved' as line from event e where e.kind = 'conversation.resolved'
   and not exists (select 1 from event u where u.customer = e.customer and u.conversation = e.conversation
       and u.kind = 'conversation.unresolved' and u.id > e.id and u.at <= e.at + 600000000)
