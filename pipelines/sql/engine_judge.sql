-- Reports every resource of which is right, by itself and among the others.

-- What a reference may lead to.
create or replace temp table target as
$targets;

-- References that lead to nothing of the kind they must lead to, in the same report.
create or replace temp table misled as
with link as (
$links
)
select distinct report_no
from link
anti join target using (report_no, kind, id);

create or replace temp table twice as
select report_no from resource group by report_no, url having count(*) > 1;

create or replace temp table accepted as
select report_no
from ($counts)
join citizen_of using (report_no)
where rights = entries
  and report_no not in (from misled)
  and report_no not in (from twice)
order by report_no;
