-- One row per person told of in the delivery reports, T01 or T21, as on the day of the newest report.
-- trin NULL: akut/udredning only, or nothing known. Who has left keeps the age group of that day.
with gone as (
  select person_id, max_by(cause, exit_date) as cause, max(exit_date) as exit_date
  from population.citizen_exit
  where exit_date <= getvariable('newest') and return_date > getvariable('newest')
  group by person_id
),
told as (
  select
    person_id,
    max_by(paying_municipality, (start_date, status_date)) as paying_municipality,
    max_by(acting_municipality, (start_date, status_date)) as acting_municipality
  from supply.citizen_status
  group by person_id
),
planned as (
  select
    person_id,
    count(*) as plans,
    count(*) filter (
      start_date <= getvariable('newest')
      and coalesce(end_date, date 'infinity') > getvariable('newest')
    ) as active_plans,
    min(start_date) as first_start
  from population.plan_life
  where has_interventions
  group by person_id
),
aimed as (
  select person_id, count(distinct intervention_goal_id) as goals
  from population.goal_seen
  where seen_from <= getvariable('newest') and seen_to > getvariable('newest')
    and from_day <= getvariable('newest')
    and coalesce(to_day, date 'infinity') > getvariable('newest')
  group by person_id
)
select
  person.person_id as borger,
  coalesce(person.sex, 'Uoplyst') as koen,
  age_band(person.birth_date, least(gone.exit_date, getvariable('newest'))) as aldersgruppe,
  coalesce(state.is_helped, false) as har_stoette,
  state.step as trin,
  step_name(state.step, state.is_helped) as trin_navn,
  coalesce(state.primary_target_group, 'Uoplyst') as maalgruppe,
  need.level as stoettebehov,
  coalesce(gone.cause, 'Aktiv') as status,
  month_of(gone.exit_date) as afgang_maaned,
  whose_municipality(told.acting_municipality) as handlekommune,
  whose_municipality(told.paying_municipality) as betalingskommune,
  coalesce(planned.plans, 0) as antal_planer,
  coalesce(planned.active_plans, 0) as antal_aktive_planer,
  month_of(planned.first_start) as foerste_plan_maaned,
  coalesce(aimed.goals, 0) as antal_aktuelle_maal
from population.person as person
left join gone using (person_id)
left join told using (person_id)
left join planned using (person_id)
left join aimed using (person_id)
left join population.citizen_state as state
  on state.person_id = person.person_id
  and state.from_day <= getvariable('newest')
  and state.to_day > getvariable('newest')
left join population.citizen_need as need
  on need.person_id = person.person_id
  and need.from_day <= getvariable('newest')
  and need.to_day > getvariable('newest')
