-- One row per citizen on step 1-9 a year before D and not gone since (catalogue 3.3), and period: the move on the ladder.
-- step_after NULL: akut/udredning on D. is_sound, of those who moved down: neither scores nor støttebehov are worse;
-- NULL where no pair of scores or need tells (3.3 rule 6). is_sustained: not higher half a year after D; NULL before that.
select
  moved.period,
  moved.person_id,
  moved.step,
  moved.step_after,
  moved.step in (6, 7) and moved.step_after in (6, 7) and moved.step <> moved.step_after
    as is_housing_change,
  zone.zone,
  zone_after.zone as zone_after,
  case
    when moved.step_after < moved.step and change.pairs > 0
      then change.total_change <= 0 and need_after.level <= need.level
  end as is_sound,
  case when moved.step_after < moved.step then moved.next_step <= moved.step_after end
    as is_sustained,
  moved.primary_target_group,
  moved.age_group,
  moved.sex
from population.ladder_cohort as moved
left join codelist.ladder_step as zone
  on zone.valid_from = getvariable('ladder') and cast(zone.step as tinyint) = moved.step
left join codelist.ladder_step as zone_after
  on zone_after.valid_from = getvariable('ladder')
  and cast(zone_after.step as tinyint) = moved.step_after
left join population.severity_change as change
  on change.person_id = moved.person_id
  and change.from_day <= moved.last_day
  and change.to_day > moved.last_day
left join population.citizen_need as need
  on need.person_id = moved.person_id
  and need.from_day <= moved.last_day - 365
  and need.to_day > moved.last_day - 365
left join population.citizen_need as need_after
  on need_after.person_id = moved.person_id
  and need_after.from_day <= moved.last_day
  and need_after.to_day > moved.last_day
where moved.exit_cause is null  -- 3.3 rule 2: exits are out of numerator and denominator
