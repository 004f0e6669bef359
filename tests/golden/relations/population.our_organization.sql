-- One row per organisation whose plans count: ours (A15, R21), or all where none that was loaded is mapped.
with loaded as (
  select organization_id from known.citizen
  union
  select organization_id from known.care_plan
),
mapped as (
  select organization_id, cast(listed.is_ours as boolean) as is_ours
  from loaded join codelist.organizations as listed using (organization_id)
)
select organization_id from loaded where not exists (from mapped)
union all
select organization_id from mapped where is_ours
