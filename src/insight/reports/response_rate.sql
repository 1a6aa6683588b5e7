-- title: report.response_rate.title
-- question: report.response_rate.question
-- definition: report.response_rate.definition
-- measure: proportion
-- chart: line
-- needed: 5
-- parameters: from, to, team
-- Completed among invited, at the time of the invitation. Who was not asked, and whose question was withdrawn, is shown beside with the reason.
select e.at, e.conversation, e.completed as value,
       case when e.suppressed = 1 then i.reason when e.withdrawn = 1 then 'withdrawn' else '' end as beside
  from (select subject, conversation, min(at) as at, max(case when kind = 'survey.completed' then 1 else 0 end) as completed,
               max(case when kind = 'survey.suppressed' then 1 else 0 end) as suppressed,
               max(case when kind = 'survey.withdrawn' then 1 else 0 end) as withdrawn
          from event where kind in ('survey.invited', 'survey.suppressed', 'survey.withdrawn', 'survey.completed')
         group by subject, conversation) e
  join survey_invitation i on i.id = e.subject
