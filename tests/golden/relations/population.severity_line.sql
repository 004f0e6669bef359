-- One row per person, condition code and stretch of days [from_day, to_day) with one score (R12).
-- is_standing: a version stands, so the line was not refuted away. severity_level NULL: not assessed. An earlier score is not carried past a newer Ikke vurderet (A7).
with standing as (
  select
    *,
    -- A13: a refuted version takes its own id, not the line, away from its valid date.
    min(case when is_refuted then valid_date end) over (
      partition by condition_id order by valid_date, version_no
      rows between 1 following and unbounded following
    ) as removed_date
  from population.condition_line
),
asserted as (
  select
    person_id, code, valid_date, known_at, condition_id, version_no, severity_level, removed_date
  from standing
  where not is_refuted and (removed_date is null or removed_date > valid_date)
),
refuted as (
  select distinct person_id, code, valid_date from standing where is_refuted
),
scored as (
  select person_id, code, valid_date as from_day,
    -- tie: newest known
    last(severity_level order by known_at, condition_id, version_no) as severity_level,
    true as is_standing
  from asserted
  group by person_id, code, valid_date
  union  -- distinct: another id may be scored on the day one is refuted
  select refuted.person_id, refuted.code, refuted.valid_date,
    last(
      asserted.severity_level
      order by asserted.valid_date nulls first, asserted.known_at, asserted.condition_id,
        asserted.version_no
    ),
    count(asserted.condition_id) > 0
  from refuted
  left join asserted
    on asserted.person_id = refuted.person_id
    and asserted.code = refuted.code
    and asserted.valid_date <= refuted.valid_date
    and (asserted.removed_date is null or asserted.removed_date > refuted.valid_date)
  group by refuted.person_id, refuted.code, refuted.valid_date
)
select
  person_id,
  code,
  from_day,
  lead(from_day, 1, date 'infinity') over (
    partition by person_id, code order by from_day
  ) as to_day,
  severity_level,
  is_standing
from scored
