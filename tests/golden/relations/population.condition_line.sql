-- One row per condition in Aktivitet og deltagelse and version that stands, not in error (R5) or corrected (A14).
-- Whose it is and which theme are read from the newest version (R4).
with dated as (
  select
    newest.condition_id,
    version.version_no,
    newest.person_id,
    newest.code,
    version.severity_level,
    version.known_at,
    coalesce(version.verification_status = 'refuted', false) as is_refuted,
    coalesce(
      version.last_asserted_date,
      -- A13: a refuted version without lastAsserted holds from the day it was known.
      -- R12, A10: any other falls back to recordedDate, also from a partial lastAsserted.
      case when is_refuted then version.known_date else version.recorded_date end
    ) as valid_date
  from known.condition as version join population.condition_newest as newest using (condition_id)
  where newest.is_activity
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
where valid_date is not null and (corrected_to is null or corrected_to >= valid_date)
