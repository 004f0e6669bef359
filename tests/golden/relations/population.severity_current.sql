-- One row per citizen in POP(D), condition in Aktivitet og deltagelse with a version that stands on D, and period.
-- is_not_assessed: Ikke vurderet, or without a severity (R11).
select
  citizen.period,
  citizen.person_id,
  line.code,
  line.severity_level is null as is_not_assessed
from population.citizen_with_support as citizen
join population.scope as scope using (period)
join population.severity_line as line
  on line.person_id = citizen.person_id
  and line.from_day <= scope.last_day
  and line.to_day > scope.last_day
where line.is_standing
