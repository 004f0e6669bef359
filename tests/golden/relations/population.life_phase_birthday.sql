-- One row per citizen with a birthday in (D-548, D-183] that begins a phase of life, and period (no. 51).
-- In POP on the birthday and not gone within 183 days. has_review: a completed assessment within 183 days of it.
with birthday as (
  select person_id, cast(phase.begins_at as integer) as age,
    birthday(birth_date, cast(phase.begins_at as integer)) as day
  from population.citizen cross join codelist.life_phase as phase
),
reviewed as (
  select distinct birthday.person_id, birthday.day
  from birthday
  join known.information_gathering as gathering
    on gathering.person_id = birthday.person_id
    and gathering.effective_date between birthday.day - 183 and birthday.day + 183
  where gathering.is_newest and gathering.status = 'completed'
)
select
  scope.period,
  birthday.person_id,
  birthday.day as birthday,
  reviewed.day is not null as has_review,
  state.step,
  state.primary_target_group,
  age_group(state.birth_date, birthday.day) as age_group,
  state.sex
from population.scope as scope
join birthday on birthday.day > scope.last_day - 548 and birthday.day <= scope.last_day - 183
join population.citizen_state as state
  on state.person_id = birthday.person_id
  and state.from_day <= birthday.day
  and state.to_day > birthday.day
left join reviewed on reviewed.person_id = birthday.person_id and reviewed.day = birthday.day
where state.is_helped
  and birthday.age >= 18
  and not exists (
    select 1 from population.citizen_exit as gone
    where gone.person_id = birthday.person_id
      and gone.exit_date > birthday.day
      and gone.exit_date <= birthday.day + 183
  )
