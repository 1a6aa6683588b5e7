-- queues(usec now) -> list struct queue
select reaction, strangers, sum(case when parked = 0 and due <= :now then 1 else 0 end) as due,
       sum(case when parked = 0 and due > :now then 1 else 0 end) as waiting,
       sum(case when parked = 0 and tries > 0 then 1 else 0 end) as retrying, sum(parked) as parked,
       min(case when parked = 0 and due <= :now then due end) as oldest_due
  from job group by reaction, strangers order by reaction;

-- database_bytes() -> int
-- sqlite:
select page_count * page_size from pragma_page_count(), pragma_page_size();
-- postgres:
select pg_database_size(current_database());
