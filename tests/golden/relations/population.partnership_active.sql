-- One row per agreement with an association valid on D (T20a) and period: its activities in (D-183, D] (T20b).
-- regulars: distinct citizens who took part three times or more in (D-365, D], as far as they are named.
with valid as (
  select scope.period, scope.last_day, agreed.*
  from population.scope as scope
  join supply.partnership as agreed
    on agreed.start_date <= scope.last_day
    and (agreed.end_date is null or agreed.end_date > scope.last_day)
),
active as (
  select
    valid.period,
    valid.partnership_id,
    count(held.activity_id) as activities,
    coalesce(sum(held.citizen_count), 0) as participations,
    count(held.activity_id) filter (held.activity_type = 'Stjernestund') as stjernestunder
  from valid
  left join supply.partnership_activity as held
    on held.partnership_id = valid.partnership_id
    and held.activity_date <= valid.last_day
    and held.activity_date > valid.last_day - 183
    and held.citizen_count >= 1
  group by valid.period, valid.partnership_id
)
select
  valid.period,
  valid.partnership_id,
  active.activities,
  active.participations,
  active.stjernestunder,
  coalesce(valid.town, 'Uoplyst') as town,
  coalesce(valid.partnership_type, 'Uoplyst') as partnership_type
from valid join active using (period, partnership_id)
