-- One row per citizen and temporary stay (§ 107): its days [from_day, to_day), gaps of at most 30 days bridged (no. 21).
-- A day counts when a plan with an active ydelse has the tilbud, or no residential tilbud and the ydelse (B10).
with stayed as (
  select person_id, from_day, to_day
  from population.plan_step
  where list_contains(tilbud_codes, '25de7444-3919-4dab-b844-8cec6c15f30e')
    or (
      list_contains(ydelse_codes, '80aa8ea7-4ad8-405f-876a-4c0f89fde06a')
      and not list_has_any(
        tilbud_codes,
        (select list(code) from codelist.ladder_code where role = 'residential')
      )
    )
),
reached as (
  select *,
    max(to_day) over (
      partition by person_id order by from_day, to_day
      rows between unbounded preceding and 1 preceding
    ) as stayed_to
  from stayed
),
numbered as (
  select *,
    count(*) filter (from_day > stayed_to + 30) over (
      partition by person_id order by from_day, to_day
      rows between unbounded preceding and current row
    ) as gaps_before
  from reached
)
select person_id, min(from_day) as from_day, max(to_day) as to_day
from numbered
group by person_id, gaps_before
