-- One row per response to the partner survey (T23) and period in whose latest round it was given: the answer to P01.
with round as (
  select round_id, max(closed_date) as closed_date from supply.partner_survey_answer group by round_id
),
latest as (
  select scope.period, arg_max(round.round_id, (round.closed_date, round.round_id)) as round_id
  from population.scope as scope
  join round
    on round.closed_date <= scope.last_day and round.closed_date > scope.last_day - 730
  group by scope.period
)
select latest.period, told.response_id, told.answer
from latest join supply.partner_survey_answer as told using (round_id)
where told.question_id = 'P01'
