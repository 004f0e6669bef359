-- One row per citizen of 18 or more with help on the last day of the month (POP, R7), and month.
-- trin NULL: akut/udredning only. dage_paa_stigen: days of the month on step 1-9 (no. 36).
with lived as (
  select first_day, person_id, days, need_level from population.citizen_month
)
select
  citizen.person_id as borger,
  scope.first_day as maaned,
  citizen.period as periode,
  citizen.step as trin,
  step_name(citizen.step, true) as trin_navn,
  coalesce(ladder.zone, 'Akut/udredning') as zone,
  citizen.primary_target_group as maalgruppe,
  citizen.age_group as aldersgruppe,
  citizen.sex as koen,
  lived.need_level as stoettebehov,
  coalesce(lived.days, 0) as dage_paa_stigen,
  citizen.has_group_support as har_gruppestoette,
  citizen.has_time_limited_support as har_tidsbegraenset_stoette,
  citizen.has_volunteer_support as har_stoette_med_frivillige,
  citizen.has_work_support as har_stoette_mod_beskaeftigelse,
  citizen.has_sheltered_work as har_beskyttet_beskaeftigelse
from population.citizen_with_support as citizen
join population.scope as scope using (period)
left join lived
  on lived.person_id = citizen.person_id and lived.first_day = scope.first_day
left join codelist.ladder_step as ladder
  on ladder.valid_from = getvariable('ladder') and cast(ladder.step as tinyint) = citizen.step
