-- One row per person, condition code and stretch of days D [from_day, to_day) on which the two scores can be compared:
-- known on D-365 and on D (B7), and reassessed in (D-365, D] (R12). change: later less earlier, negative is better.
with reassessed as (
  select person_id, code, reassessed_date as from_day,
    least(
      reassessed_date + 365,
      lead(reassessed_date, 1, date 'infinity') over (
        partition by person_id, code order by reassessed_date
      )
    ) as to_day
  from population.reassessment
),
scored as (
  select * from population.severity_line where severity_level is not null
)
select
  later.person_id,
  later.code,
  earlier.severity_level as severity_before,
  later.severity_level - earlier.severity_level as change,
  greatest(later.from_day, earlier.from_day + 365, reassessed.from_day) as from_day,
  least(later.to_day, earlier.to_day + 365, reassessed.to_day) as to_day
from scored as later
join scored as earlier on earlier.person_id = later.person_id and earlier.code = later.code
join reassessed on reassessed.person_id = later.person_id and reassessed.code = later.code
where greatest(later.from_day, earlier.from_day + 365, reassessed.from_day)
  < least(later.to_day, earlier.to_day + 365, reassessed.to_day)
