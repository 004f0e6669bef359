-- One row per citizen in POP(D) and period: what is known of the network the citizen chose (T10).
-- contributions: distinct kinds of chosen persons active on D. is_declined: in (D-730, D] the citizen wanted none.
with chosen as (
  select
    citizen.period,
    citizen.person_id,
    count(distinct network.network_person_id) as persons,
    count(distinct network.contribution_type) as contributions,
    coalesce(
      bool_or(
        network.consent_to_day > scope.last_day
        and network.confirmed_date <= scope.last_day
        and network.confirmed_date > scope.last_day - 730
      ),
      false
    ) as is_confirmed,
    case
      when count(distinct network.relation) > 1 then 'Flere'
      else coalesce(min(network.relation), 'Ingen')
    end as relation,
    case
      when count(distinct network.contribution_type) > 1 then 'Flere'
      else coalesce(min(network.contribution_type), 'Ingen')
    end as contribution_type
  from population.citizen_with_support as citizen
  join population.scope as scope using (period)
  left join population.network_person as network
    on network.person_id = citizen.person_id
    and network.from_day <= scope.last_day
    and network.to_day > scope.last_day
  group by citizen.period, citizen.person_id
),
declined as (
  select distinct scope.period, told.person_id
  from population.scope as scope
  join supply.network_contribution as told
    on told.confirmed_date <= scope.last_day
    and told.confirmed_date > scope.last_day - 730
  where told.is_network_declined
)
select
  citizen.period,
  citizen.person_id,
  chosen.persons,
  chosen.contributions,
  chosen.is_confirmed,
  declined.person_id is not null as is_declined,
  chosen.relation,
  chosen.contribution_type,
  citizen.step,
  citizen.primary_target_group,
  citizen.age_group,
  citizen.sex
from population.citizen_with_support as citizen
join chosen using (period, person_id)
left join declined using (period, person_id)
