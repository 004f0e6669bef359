-- What this load did, beside what it loaded.
--
-- $run_id, $build_id, $started_at, $published_at, $is_example as parameters.

insert into core.load_run
select $run_id, $build_id, $started_at, $published_at, $is_example;

insert into core.export_file
select
  $run_id, path, sha256, bytes, kind, status, rows_read, rows_loaded, rows_set_aside
from staging.export_file;

-- A report counts once, under the run that loaded it first.
insert into core.delivery_report
select
  report_id, $run_id, any_value(person_id), any_value(organization_id),
  any_value(reported_at), any_value(reported_date)
from staging.report
where report_id not in (select report_id from core.delivery_report)
group by report_id;

-- What stands from an earlier reading of the same bytes, and no longer does.
update core.set_aside as standing
set resolved_run_id = $run_id
from (
  select sha256 from staging.export_file where status <> 'already_loaded'
) as read_again
where standing.resolved_run_id is null
  and standing.sha256 = read_again.sha256
  and not exists (
    select 1
    from staging.set_aside as broken
    join staging.export_file as file using (file_no)
    where file.sha256 = standing.sha256
      and broken.byte_from is not distinct from standing.byte_from
      and broken.line is not distinct from standing.line
      and broken.rule = standing.rule
      and broken.place = standing.place
  );

-- What is new among what was set aside.
insert into core.set_aside
select
  (select coalesce(max(set_aside_id), 0) from core.set_aside)
    + row_number() over (order by file_no, byte_from, place, rule),
  $run_id, file.path, file.sha256, broken.line, broken.byte_from, broken.byte_to,
  broken.report_id, broken.rule, broken.place, broken.message, null
from staging.set_aside as broken
join staging.export_file as file using (file_no)
where not exists (
  select 1
  from core.set_aside as standing
  where standing.resolved_run_id is null
    and standing.sha256 = file.sha256
    and standing.byte_from is not distinct from broken.byte_from
    and standing.line is not distinct from broken.line
    and standing.rule = broken.rule
    and standing.place = broken.place
);
