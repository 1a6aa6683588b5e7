-- title: report.ces.title
-- question: report.ces.question
-- definition: report.ces.definition
-- measure: mean
-- chart: line
-- needed: 5
-- scale: 1 7
-- good_from: 5
-- parameters: from, to, team
-- Agreement from 1 to 7 with "… made it easy to handle my issue": the mean, and the share that agrees (5 to 7).
select r.at, i.conversation, r.score as value
  from survey_response r join survey_invitation i on i.id = r.invitation
 where i.kind = 'ces'
