-- One row per follow-up meeting and plan it was about (T11): who took part.
select
  told.follow_up_id as moede,
  told.care_plan_id as plan,
  plan.person_id as borger,
  told.meeting_date as dato,
  coalesce(told.meeting_form, 'Uoplyst') as moedeform,
  told.is_citizen_present as er_borger_til_stede,
  told.has_citizen_declined as har_borger_takket_nej,
  told.is_network_wanted as er_netvaerk_oensket,
  told.is_network_present as er_netvaerk_til_stede,
  told.has_companion as har_bisidder,
  state.step as trin,
  coalesce(state.primary_target_group, 'Uoplyst') as maalgruppe,
  age_band(person.birth_date, told.meeting_date) as aldersgruppe,
  coalesce(person.sex, 'Uoplyst') as koen
from supply.follow_up_meeting as told
left join population.care_plan_life as plan using (care_plan_id)
left join population.person as person on person.person_id = plan.person_id
left join population.citizen_state as state
  on state.person_id = plan.person_id
  and state.from_day <= told.meeting_date
  and state.to_day > told.meeting_date
