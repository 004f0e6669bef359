-- One row per standing version of a condition in Aktivitet og deltagelse: neither erroneous (R5) nor corrected (A14).
with dated as (
  select
    condition_id,
    version_no,
    person_id,
    code,
    severity_level,
    known_at,
    coalesce(verification_status = 'refuted', false) as is_refuted,
    coalesce(
      last_asserted_date,
      -- A13: a refuted version without lastAsserted holds from the day it was known.
      -- R12, A10: any other falls back to recordedDate, also from a partial lastAsserted.
      case when is_refuted then known_date else recorded_date end
    ) as valid_date
  from known.condition
  where condition_group = 'AD'
),
placed as (
  select
    *,
    min(valid_date) over (
      partition by condition_id order by version_no
      rows between 1 following and unbounded following
    ) as corrected_to
  from dated
)
select condition_id, version_no, person_id, code, severity_level, known_at, is_refuted, valid_date
from placed
where valid_date is not null
  and (corrected_to is null or corrected_to >= valid_date)
  and condition_id in (select condition_id from population.condition_newest)
