-- All reports in the one order in which deliveries stand: by their instant, then by
-- their hash, never by arrival. Whole numbers are compared instead of both.

-- The reports that were never loaded before, numbered on.
insert into history.report
select
  (select coalesce(max(report_no), 0) from history.report)
    + row_number() over (order by reported_at, report_id),
  report_id, reported_at, reported_date
from (select distinct report_id, reported_at, reported_date from staging.report) as told
anti join history.report using (report_id, reported_at);

-- Reports of the same instant share `instant`; `place` is each one's own.
create or replace table staging.place as
select
  report_no, report_id, reported_at, reported_date,
  (rank() over (order by reported_at))::integer as instant,
  (row_number() over (order by reported_at, report_id))::integer as place
from history.report;

-- What this load's reports say of all their resources. One that came twice has one place.
create or replace table staging.placed as
select
  staged.report_no as staged_no, person_id, organization_id, whose_high, whose_low,
  place.report_no, instant, place, reported_at, reported_date
from staging.report as staged
join staging.place using (report_id, reported_at, reported_date);
