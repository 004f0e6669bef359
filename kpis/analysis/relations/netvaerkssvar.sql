-- One row per response to the network survey (T09b) and question: the latest answer (C1).
-- borger NULL: the answer was given without saying by whom. 
with latest as (
  select *
  from supply.network_survey_answer
  qualify row_number() over (
    partition by round_id, response_id, question_id
    order by answered_at desc nulls last, answer desc nulls last
  ) = 1
),
named as (
  select code, any_value(display_da) as display_da from codelist.ffb_code group by code
)
select
  latest.round_id as runde,
  latest.response_id as besvarelse,
  latest.person_id as borger,
  month_of(latest.closed_date) as slutmaaned,
  latest.question_id as spoergsmaal,
  case
    when latest.answer between 0 and if(latest.question_id = 'Q10', 10, 5) then latest.answer
  end as svar,
  coalesce(
    latest.answer in (9, 99) and latest.answer > if(latest.question_id = 'Q10', 10, 5), false
  ) as er_ved_ikke,
  coalesce(latest.answer_form, 'Uoplyst') as svarform,
  coalesce(named.display_da, 'Uoplyst') as tilbudstype,
  coalesce(latest.target_group, 'Uoplyst') as maalgruppe,
  state.step as trin,
  age_band(person.birth_date, latest.closed_date) as aldersgruppe,
  coalesce(person.sex, 'Uoplyst') as koen
from latest
left join named on named.code = latest.offer_type_code
left join population.person as person using (person_id)
left join population.citizen_state as state
  on state.person_id = latest.person_id
  and state.from_day <= latest.closed_date
  and state.to_day > latest.closed_date
