-- The deliveries of one profile, folded into versions.
--
-- A version is a resource whose content differs from the one delivered before
-- it: A-B-A is three, an unchanged re-delivery is none. Deliveries are ordered
-- by the report's instant, then meta.lastUpdated, then the report's hash, never
-- by arrival, so the same reports give the same rows in any order. Only the
-- resources that this load delivers are rebuilt, from all their deliveries.
--
-- $table is the profile's table, $key its id; $version_columns and $kept_columns
-- are its delivered columns, read from the relation so named; $staged_columns the same,
-- with whose they are read from the report. $part of $parts: of many resources a part at
-- a time is folded, so that the memory it takes does not grow with their number.

-- The resources that were never delivered before, numbered on: a number is quicker to
-- sort by and smaller to keep.
create or replace temp table touched_key as
select distinct $key from staging.${table}_content where hash($key) % $parts = $part;

insert into history.${table}_resource
select
  (select coalesce(max(resource_no), 0) from history.${table}_resource)
    + row_number() over (),
  $key
from touched_key
anti join history.${table}_resource using ($key);

-- The resources this load touches, and their deliveries so far.
create or replace temp table touched as
from history.${table}_resource semi join touched_key using ($key);

create or replace temp table earlier as
select
  $key, resource_no, instant, last_updated, place, content_hash
from history.${table}_seen
join touched using (resource_no)
join staging.place using (report_no);

-- Every delivery of them in order, those so far also by themselves (`is_before`).
-- The same report read twice is one delivery; what was there before comes first.
create or replace temp table ordered as
select
  *,
  lag(content_hash) over in_order is distinct from content_hash as is_new_content,
  lag(content_hash) over in_order is not distinct from content_hash
    and lag(place) over in_order = place
    and lag(last_updated) over in_order is not distinct from last_updated as is_repeat
from (
  select
    false as is_before, resource_no, instant, last_updated, place,
    xor(content_hash_high, whose_high)::uhugeint * 18446744073709551616
      + xor(content_hash_low, whose_low) as content_hash,
    content.rowid as content_row, staged_no
  from staging.${table}_sighting as sighting
  join staging.${table}_content as content using (content_no)
  join touched using ($key)
  join staging.placed on staged_no = sighting.report_no
  union all
  select
    unnest([true, false]), resource_no, instant, last_updated, place, content_hash, null, null
  from earlier
)
window in_order as (
  partition by is_before, resource_no
  order by instant, last_updated nulls first, place, content_hash, content_row nulls first
);

-- The deliveries that begin a version, and where the next one takes over.
create or replace temp table head as
select
  * exclude (is_new_content, is_repeat),
  (row_number() over in_order)::integer as version_no,
  lead(place) over in_order as next_place
from ordered
where is_new_content
window in_order as (
  partition by is_before, resource_no
  order by instant, last_updated nulls first, place, content_hash
);

-- Their contents so far, each once: the versions are about to be numbered anew.
create or replace temp table kept as
select resource_no, content_hash, $version_columns
from core.${table}_version as version
join touched using ($key)
join (
  select resource_no, content_hash, min(version_no) as version_no
  from head
  where is_before
  group by all
) using (resource_no, version_no);

insert into history.${table}_seen
select resource_no, report_no, last_updated, content_hash
from ordered
join staging.placed using (staged_no)
where not is_repeat;

delete from core.${table}_version where $key in (select $key from earlier);

-- The content of a new version stands in staging, or among those kept.
insert into core.${table}_version
select
  $staged_columns,
  version_no, report.reported_at, report.reported_date, later.reported_at, later.reported_date
from head
join staging.${table}_content as content on content.rowid = content_row
join staging.placed as report using (staged_no)
left join staging.place as later on later.place = next_place
where not is_before
union all
select
  $kept_columns,
  version_no, report.reported_at, report.reported_date, later.reported_at, later.reported_date
from head
join kept using (resource_no, content_hash)
join staging.place as report using (place)
left join staging.place as later on later.place = next_place
where not is_before and content_row is null;
