-- title: report.csat.title
-- question: report.csat.question
-- definition: report.csat.definition
-- measure: proportion
-- chart: line
-- needed: 5
-- parameters: from, to, team
-- Answers 4 and 5 of 5 among all answers.
select r.at, i.conversation, case when r.score >= 4 then 1 else 0 end as value
  from survey_response r join survey_invitation i on i.id = r.invitation
 where i.kind = 'csat'
