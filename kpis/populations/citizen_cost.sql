-- One row per citizen, step, støttebehov and owner of the place with days on step 1-9 in the period, and period:
-- cost and person-years. weight: the stratum's share of all person-years in the reference year; 0 where it had none.
-- A stratum that nobody is in now has a row without a citizen, for each owner, so that its weight falls to its neighbour.
with reference as (
  select month.step, month.need_level,
    sum(month.days) / sum(sum(month.days)) over () as weight
  from population.citizen_month as month
  where year(month.first_day) in (select cast(year as integer) from codelist.reference_year)
  group by month.step, month.need_level
),
held as (
  select
    scope.period,
    scope.last_day - scope.first_day + 1 as period_days,
    month.person_id,
    month.step,
    month.need_level,
    coalesce(paid.place_owner, 'Uden plads') as place_owner,
    sum(month.days) as days,
    coalesce(sum(paid.cost), 0) as cost
  from population.scope as scope
  join population.citizen_month as month
    on month.first_day between scope.first_day and scope.last_day
  left join population.grant_month as paid
    on paid.person_id = month.person_id and paid.first_day = month.first_day
  group by all
)
select
  held.period,
  held.person_id,
  held.step,
  held.need_level as need_rank,
  coalesce(cast(held.need_level as varchar), 'Uoplyst') as need_level,
  held.place_owner,
  held.days / held.period_days as person_years,
  held.cost,
  coalesce(reference.weight, 0) as weight
from held
left join reference
  on reference.step = held.step and reference.need_level is not distinct from held.need_level
union all
select
  scope.period,
  null,
  reference.step,
  reference.need_level,
  coalesce(cast(reference.need_level as varchar), 'Uoplyst'),
  owner.place_owner,
  0,
  0,
  reference.weight
from population.scope as scope
cross join reference
cross join (values ('Egen plads'), ('Købt plads'), ('Uden plads')) as owner(place_owner)
where not exists (
  select 1 from held
  where held.period = scope.period
    and held.step = reference.step
    and held.need_level is not distinct from reference.need_level
    and held.place_owner = owner.place_owner
)
