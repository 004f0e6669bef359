-- One row per response to the citizen survey (T09) and period in whose latest round it was given.
-- q01-q10: the answer that counts, NULL where blank or Ved ikke. step, age_group and sex are known by consent only.
with response as (
  select
    round_id,
    response_id,
    -- What was given last; a row without a moment is older than one that has it.
    arg_max(person_id, coalesce(answered_at, timestamp '-infinity')) as person_id,
    arg_max(offer_type_code, coalesce(answered_at, timestamp '-infinity')) as offer_type_code,
    arg_max(target_group, coalesce(answered_at, timestamp '-infinity')) as target_group,
    arg_max(answer_form, coalesce(answered_at, timestamp '-infinity')) as answer_form,
    coalesce(cast(max(answered_at) as date), max(closed_date)) as answered_date
  from supply.citizen_survey_answer
  group by round_id, response_id
),
answered as (
  select
    round_id,
    response_id,
    max(answer) filter (question_id = 'Q01') as q01,
    max(answer) filter (question_id = 'Q02') as q02,
    max(answer) filter (question_id = 'Q03') as q03,
    max(answer) filter (question_id = 'Q04') as q04,
    max(answer) filter (question_id = 'Q05') as q05,
    max(answer) filter (question_id = 'Q06') as q06,
    max(answer) filter (question_id = 'Q07') as q07,
    max(answer) filter (question_id = 'Q08') as q08,
    max(answer) filter (question_id = 'Q09') as q09,
    max(answer) filter (question_id = 'Q10') as q10,
    coalesce(list(question_id) filter (is_dont_know), []) as dont_know
  from population.survey_answer
  group by round_id, response_id
)
select
  latest.period,
  response.response_id,
  answered.* exclude (round_id, response_id),
  coalesce(response.answer_form, 'Uoplyst') as answer_form,
  coalesce(offer.display_da, 'Uoplyst') as tilbud_type,
  coalesce(category.category, response.target_group, 'Uoplyst') as primary_target_group,
  case
    when state.person_id is not null then cast(state.step as varchar)
    when person.person_id is not null then '0'  -- a citizen of ours without help
    else 'Uoplyst'
  end as step,
  coalesce(age_group(person.birth_date, response.answered_date), 'Uoplyst') as age_group,
  coalesce(person.sex, 'Uoplyst') as sex
from population.latest_round_of_citizen_survey_answer as latest
join response using (round_id)
join answered using (round_id, response_id)
left join codelist.target_group_category as category on category.code = response.target_group
left join codelist.ffb_code as offer
  on offer.code = response.offer_type_code and offer.value_set = 'KLServiceCodesFFB'
left join population.person as person using (person_id)
left join population.citizen_state as state
  on state.person_id = response.person_id
  and state.from_day <= response.answered_date
  and state.to_day > response.answered_date
where person.birth_date is null or age_on(person.birth_date, response.answered_date) >= 18  -- A5
