-- One row per period with a round in staff_survey_answer that closed in (D-730, D]: the latest such, of two the larger id (C1).
with round as (
  select round_id, max(closed_date) as closed_date from supply.staff_survey_answer group by round_id
)
select scope.period, arg_max(round.round_id, (round.closed_date, round.round_id)) as round_id
from population.scope as scope
join round
  on round.closed_date <= scope.last_day and round.closed_date > scope.last_day - 730
group by scope.period
