-- prefix: timeline
-- visible(ids which, ids teams) -> list struct visible
select id from conversation where id in :which and (team is null or team in :teams);
