-- One row per complaint (T17, KlageID) that Ankestyrelsen ruled on in (D-365, D] on the merits, SEL §§ 82 and up (C4), and period.
-- is_reversed: any of its rows is; paragraph and outcome are those of the most far-reaching row.
with ruling as (
  select
    *,
    case outcome when 'Ophævet' then 3 when 'Ændret' then 2 when 'Hjemvist' then 1 else 0 end as reach
  from supply.complaint
  where outcome in ('Stadfæstet', 'Ændret', 'Ophævet', 'Hjemvist')
    and ruling_date is not null
    and paragraph in (from population.adult_provision)
)
select
  scope.period,
  ruling.complaint_id,
  any_value(ruling.person_id) as person_id,
  max(ruling.reach) > 0 as is_reversed,
  arg_max(ruling.outcome, (ruling.reach, ruling.outcome)) as outcome,
  arg_max(ruling.paragraph, (ruling.reach, ruling.paragraph)) as paragraph,
  coalesce(arg_max(decided.team, (ruling.reach, ruling.case_number)), 'Uoplyst') as team
from population.scope as scope
join ruling
  on ruling.ruling_date <= scope.last_day and ruling.ruling_date > scope.last_day - 365
left join population.person as person using (person_id)
left join supply.case_decision as decided using (case_number)
where coalesce(age_on(person.birth_date, ruling.ruling_date) >= 18, true)  -- A5; whose birth date is unknown is let in
group by scope.period, ruling.complaint_id
