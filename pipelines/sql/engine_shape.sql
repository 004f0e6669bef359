-- The resources of one profile as rows of its table, and whether each is certainly right.
create or replace temp table shaped_$table as
with read as (
  select report_no, url, raw, from_json(raw, '$structure') as t
  from resource
  where profile in ($urls)
),
fitting as (
  select report_no, url, t, strlen(raw) = $size as fits from read
),
row as (
$shape
),
told as (
  select *, '[' || $text || ']' as text from row
)
select
  report_no, $columns, last_updated, md5_number(text) as content_hash,
  coalesce(
    fits and is_consistent
    and url = '$type/' || id
    $dated
    and (updated is null or last_updated is not null)
    and (subject is null or subject = citizen)
    and not (contains(text, birth) and (contains(text, cpr) or contains(text, hyphened))),
    false
  ) as is_right
from told
join citizen_of using (report_no);
