-- The deliveries of one profile, folded into versions.
--
-- A version is a resource whose content differs from the one delivered before
-- it: A-B-A is three, an unchanged re-delivery is none. Deliveries are ordered
-- by the report's instant, then meta.lastUpdated, then the report's hash, never
-- by arrival, so the same reports give the same rows in any order. Only the
-- resources that this load delivers are rebuilt, from all their deliveries.
--
-- $table is the profile's table, $key its id; $version_columns and $content_columns
-- are its delivered columns, read from the relation so named; $staged_columns the same,
-- with whose they are read from the report. $part of $parts: of many resources a part at
-- a time is folded, so that the memory it takes does not grow with their number.

-- The resources this load touches.
create or replace temp table touched as
select distinct $key from staging.$table where hash($key) % $parts = $part;

-- Their deliveries so far.
create or replace temp table earlier as
select * from history.${table}_sighting where $key in (from touched);

-- Their contents so far, each once: the versions are about to be numbered anew.
create or replace temp table kept as
select earlier.content_hash, $version_columns
from core.${table}_version as version
join (
  select $key, content_hash, min(version_no) as version_no from earlier group by all
) as earlier using ($key, version_no);

-- Every delivery of them in order. The same report read twice is one delivery.
create or replace temp table ordered as
select
  *,
  lag(content_hash) over in_order is distinct from content_hash as is_new_content,
  lag((reported_at, last_updated, report_id, content_hash)) over in_order
    is not distinct from (reported_at, last_updated, report_id, content_hash) as is_repeat
from (
  select
    $key, reported_at, reported_date, last_updated, report_id, content_hash,
    staged.rowid as staged_row
  from staging.$table as staged join staging.report using (report_no)
  where hash($key) % $parts = $part
  union all
  select
    $key, reported_at, reported_date, last_updated, report_id, content_hash,
    null as staged_row
  from earlier
)
window in_order as (
  partition by $key
  order by reported_at, last_updated nulls first, report_id, content_hash
);

-- The version each delivery belongs to, and when the next one took over.
create or replace temp table numbered as
select
  * exclude (is_repeat),
  (count(*) filter (is_new_content) over (in_order rows unbounded preceding))::integer
    as version_no,
  min(reported_at) filter (is_new_content) over later as superseded_at,
  min(reported_date) filter (is_new_content) over later as superseded_date
from ordered
where not is_repeat
window
  in_order as (
    partition by $key
    order by reported_at, last_updated nulls first, report_id, content_hash
  ),
  later as (
    partition by $key
    order by reported_at, last_updated nulls first, report_id, content_hash
    rows between 1 following and unbounded following
  );

delete from history.${table}_sighting where $key in (from touched);

delete from core.${table}_version where $key in (from touched);

insert into history.${table}_sighting
select
  $key, reported_at, reported_date, last_updated, report_id, content_hash, version_no
from numbered;

-- The content of a new version stands in staging, or among those kept.
insert into core.${table}_version
select
  $staged_columns,
  numbered.version_no, numbered.reported_at, numbered.reported_date,
  numbered.superseded_at, numbered.superseded_date
from numbered
join staging.$table as content on content.rowid = numbered.staged_row
join staging.report as report using (report_no)
where is_new_content
union all
select
  $content_columns,
  numbered.version_no, numbered.reported_at, numbered.reported_date,
  numbered.superseded_at, numbered.superseded_date
from numbered
join kept as content using ($key, content_hash)
where is_new_content and staged_row is null;
