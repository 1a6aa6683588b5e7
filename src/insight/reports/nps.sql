-- title: report.nps.title
-- question: report.nps.question
-- definition: report.nps.definition
-- measure: nps
-- chart: line
-- needed: 10
-- parameters: from, to, team
-- Promoters (9 and 10) minus detractors (0 to 6), in points.
select r.at, i.conversation, case when r.score >= 9 then 1 when r.score <= 6 then -1 else 0 end as value
  from survey_response r join survey_invitation i on i.id = r.invitation
 where i.kind = 'nps'
