-- One row per citizen in POP(D) and period: whether dreams, wishes or own goals were described in (D-730, D] (T12).
-- Only with the citizen as the source, alone or supported (CareSocialCodes Kilde). source: of the newest such entry.
with told as (
  select
    scope.period,
    entry.person_id,
    arg_max(source.display_da, (entry.entry_date, entry.perspective_id)) as source
  from population.scope as scope
  join supply.citizen_perspective as entry
    on entry.entry_date <= scope.last_day and entry.entry_date > scope.last_day - 730
  join codelist.citizen_source as source on source.code = entry.source_code
  where entry.entry_type in ('Drømme og ønsker', 'Egne mål')
  group by scope.period, entry.person_id
)
select
  citizen.period,
  citizen.person_id,
  told.person_id is not null as is_described,
  coalesce(told.source, 'Ikke beskrevet') as source,
  citizen.step,
  citizen.primary_target_group,
  citizen.age_group,
  citizen.sex
from population.citizen_with_support as citizen
left join told using (period, person_id)
