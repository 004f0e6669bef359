-- Plans (care-plan-1, -2, -4, -5): an order that is not completed has follow-up, evaluation and
-- target groups; at most one target group is of rank 1.
select
  fitting.*, $own_meta,
  t.id as care_plan_id,
  t.intent, t.status,
  day_of(t.period.start) as start_date, t.period.start as start_text,
  day_of(t.period."end") as end_date, t.period."end" as end_text,
  ids_in(t.careTeam, 'CareTeam/') as service_performer_ids,
  coalesce(
    list_transform(
      t.addresses,
      lambda one: {'target_group_id': id_in(one, 'Condition/'), 'rank': rank_of(one)}
    ),
    []
  ) as target_groups,
  id_in(t.activity[1].outcomeReference[1], 'Observation/') as care_evaluation_id,
  id_in(follow_up_of(t.extension), 'Encounter/') as follow_up_encounter_id,
  ids_in(t.goal, 'Goal/') as intervention_goal_ids,
  case_number(case_numbers_of(t.extension), 'municipalitySpecific') as case_number,
  case_number(case_numbers_of(t.extension), 'official') as official_case_number,
  has_case_numbers(case_numbers_of(t.extension))
    and len(list_filter(t.extension, lambda one: one.url = '$case_number_url')) = 1
    and len(list_filter(t.extension, lambda one: one.url = '$follow_up_date_url')) <= 1
    and coalesce(len(list_filter(t.addresses, lambda one: rank_of(one) = 1)) <= 1, true)
    and ends_after_start(t.period.start, t.period."end")
    and (follow_up_of(t.extension) is null
      or id_in(follow_up_of(t.extension), 'Encounter/') is not null)
    and (t.activity is null or id_in(t.activity[1].outcomeReference[1], 'Observation/') is not null)
    and (
      t.intent <> 'order' or t.status = 'completed'
      or (follow_up_of(t.extension) is not null and t.activity is not null
        and t.addresses is not null)
    ) as is_consistent
from fitting
