-- title: report.first_response.title
-- question: report.first_response.question
-- definition: report.first_response.definition
-- measure: survival
-- chart: line
-- needed: 5
-- parameters: from, to, team
-- How long until a person answered, on the wall clock. Automatic answers do not count. Whoever still waits counts as waiting (censored),
-- so ignoring people cannot improve the figure; what was resolved without an answer is censored at that moment.
select c.created_at as at, c.id as conversation, case when w.answered is null then 0 else 1 end as happened,
       (coalesce(w.answered, w.over, cast(:now as bigint)) - c.created_at) / 1000000.0 as value
  from conversation c
  join (select k.id,
               (select min(m.at) from message m where m.conversation = k.id and m.author_kind = 'staff' and m.internal = 0) as answered,
               (select min(e.at) from event e where e.customer = k.customer and e.conversation = k.id and e.kind = 'conversation.resolved'
                   and not exists (select 1 from event u where u.customer = e.customer and u.conversation = e.conversation
                   and u.kind = 'conversation.unresolved' and u.id > e.id and u.at <= e.at + 600000000)) as over
          from conversation k) w on w.id = c.id
 where c.state not in ('spam', 'merged')
