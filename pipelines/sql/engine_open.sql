-- Reports opened: their resources as text, of those reports whose envelope holds what it may.
create or replace temp table resource as
with opened as (
  select report_no, json, from_json(json, '$structure') as b from chunk
),
whole as (
  select report_no, b.entry, b.timestamp as reported
  from opened
  where strlen(json) = $size
    and moment_of(b.timestamp) is not null
    and (b.meta.lastUpdated is null or moment_of(b.meta.lastUpdated) is not null)
),
listed as (
  select report_no, reported, len(entry) as entries, unnest(entry) as one from whole
)
select
  report_no, reported, entries, one.fullUrl as url, one.resource::varchar as raw,
  one.resource ->> '$$.meta.profile[0]' as profile
from listed;
