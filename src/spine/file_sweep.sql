-- prefix: file
-- forget_unused(usec before) -> nothing
delete from file where used = 0 and at < :before;

-- contents(str low, str high) -> list struct content
select distinct sha256 from file where sha256 >= :low and sha256 < :high;
