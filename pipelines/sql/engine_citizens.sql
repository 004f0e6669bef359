-- The citizens, to be named by Python: one row a resource.
select
  report_no, entries, moment_of(reported) as reported_at, t.id,
  text_of(t.identifier[1].value) as cpr,
  text_of(t.managingOrganization.identifier.value) as organization_id
from (select *, from_json(raw, '$structure') as t from resource where profile in ($urls))
where strlen(raw) = $size
  and may_be_stored(t.managingOrganization.identifier.value);
