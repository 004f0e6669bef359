-- One row per placement active on D (T19) of a citizen of 18 or more, at a tilbud with approved target groups, and period.
-- The plan has a primary target group, known on D; a condition code in its place is none (B12).
-- is_match: that group, or one above it, is approved (R16).
with recursive above as (
  select code, code as ancestor from codelist.target_group_category
  union
  select above.code, listed.parent_code
  from above join codelist.ffb_code as listed on listed.code = above.ancestor
  where listed.parent_code is not null
),
line as (
  select code, list(ancestor) as codes from above group by code
),
placed as (
  select active.*, fact.code, fact.target_group
  from population.placement_active as active
  join population.plan_fact as fact
    on fact.care_plan_id = active.care_plan_id
    and fact.kind = 'target_group'
    and fact.target_group is not null
    and fact.from_day <= active.last_day
    and fact.to_day > active.last_day
  where len(active.target_group_codes) > 0
)
select
  placed.period,
  placed.care_plan_id,
  placed.person_id,
  placed.offer_id,
  list_has_any(placed.target_group_codes, line.codes) as is_match,
  placed.physical_setting_score,
  coalesce(placed.name, placed.offer_id) as offer,
  placed.operator,
  placed.target_group as primary_target_group
from placed
join line using (code)
join population.person as person using (person_id)
where age_on(person.birth_date, placed.last_day) >= 18  -- A5
