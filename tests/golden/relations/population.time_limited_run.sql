-- One row per citizen and run of days [from_day, to_day) with time-limited support (§ 82 b) on each.
-- One grant after another without a day between is one run: that is how it becomes permanent (V21).
with given as (
  select person_id, from_day, to_day
  from population.plan_help
  where has_form(codes, 'time_limited')
),
reached as (
  select *,
    max(to_day) over (
      partition by person_id order by from_day, to_day
      rows between unbounded preceding and 1 preceding
    ) as given_to
  from given
),
numbered as (
  select *,
    count(*) filter (from_day > given_to) over (
      partition by person_id order by from_day, to_day
      rows between unbounded preceding and current row
    ) as gaps_before
  from reached
)
select person_id, min(from_day) as from_day, max(to_day) as to_day
from numbered
group by person_id, gaps_before
