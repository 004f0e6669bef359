-- One row per granted care plan (R7) of ours, as known on the day of the newest report.
-- slutdato is the effective end (R8) and the first day after; NULL while none is known.
with newest as (
  select care_plan_id, status, len(intervention_goal_ids) as goals, len(service_performer_ids) as offers
  from known.care_plan
  where is_newest
),
step as (
  select
    care_plan_id,
    min_by(step, from_day) as first_step,
    max_by(step, from_day) as last_step,
    min_by(primary_target_group, from_day) as target_group
  from population.plan_step
  group by care_plan_id
),
tilbud as (
  select care_plan_id, max_by(tilbud_type, from_day) as tilbud_type
  from population.care_plan_tilbud
  group by care_plan_id
),
helped as (
  select care_plan_id, count(distinct intervention_id) as interventions
  from population.plan_help
  group by care_plan_id
),
agreed as (
  select care_plan_id, follow_up_date
  from population.care_plan_follow_up
  where from_day <= getvariable('newest') and to_day > getvariable('newest')
)
select
  plan.care_plan_id as plan,
  plan.person_id as borger,
  plan.start_date as startdato,
  plan.end_date as slutdato,
  plan.end_date - plan.start_date as varighed_dage,
  plan.first_known_date as foerst_modtaget,
  coalesce(
    plan.start_date <= getvariable('newest')
      and coalesce(plan.end_date, date 'infinity') > getvariable('newest'),
    false
  ) as er_aktiv,
  case newest.status
    when 'active' then 'Aktiv'
    when 'on-hold' then 'På pause'
    when 'completed' then 'Afsluttet'
    when 'revoked' then 'Afbrudt'
  end as status,
  plan.has_interventions as er_med_ydelser,
  step.first_step as trin_start,
  step.last_step as trin_seneste,
  coalesce(step.target_group, 'Uoplyst') as maalgruppe,
  granted.need_level as stoettebehov_start,
  coalesce(tilbud.tilbud_type, 'Uoplyst') as tilbudstype,
  coalesce(newest.offers, 0) as antal_tilbud,
  coalesce(helped.interventions, 0) as antal_ydelser,
  coalesce(newest.goals, 0) as antal_maal,
  agreed.follow_up_date as naeste_opfoelgning,
  age_band(person.birth_date, plan.start_date) as aldersgruppe,
  person.sex as koen
from population.plan_life as plan
join newest using (care_plan_id)
join population.person as person on person.person_id = plan.person_id
left join step using (care_plan_id)
left join population.plan_grant as granted on granted.care_plan_id = plan.care_plan_id
left join tilbud using (care_plan_id)
left join helped using (care_plan_id)
left join agreed using (care_plan_id)
