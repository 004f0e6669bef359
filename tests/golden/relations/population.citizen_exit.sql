-- One row per citizen and absence: dead, or under another acting municipality (A2), on [exit_date, return_date).
-- From the list of deaths and moves (T01), which has no known time; without it nobody is known to have left.
with our_municipality as (
  -- A15: which code is ours, an organisation that is loaded and mapped tells; without one, none is foreign.
  select distinct cast(listed.municipality_code as integer) as municipality
  from population.our_organization
  join codelist.organizations as listed using (organization_id)
  where cast(listed.is_ours as boolean)
),
told as (
  select
    person_id,
    status,
    start_date,
    coalesce(status_date, start_date) as day,
    coalesce(
      status in ('Død', 'Udrejst')
        or (status = 'Fraflyttet' and acting_municipality is null)
        or (
          exists (from our_municipality)
          and acting_municipality not in (from our_municipality)
        ),
      false
    ) as is_away
  from supply.citizen_status
),
turned as (
  select *,
    is_away is distinct from lag(is_away) over (
      partition by person_id order by start_date, day
    ) as is_turn
  from told
),
numbered as (
  select *,
    count(*) filter (is_turn) over (
      partition by person_id order by start_date, day
      rows between unbounded preceding and current row
    ) as run_no
  from turned
),
run as (
  select person_id, run_no, any_value(is_away) as is_away,
    arg_min(if(status = 'Død', 'Død', 'Fraflyttet'), day) as cause,
    min(day) as exit_date, min(start_date) as begin_date
  from numbered
  group by person_id, run_no
)
select person_id, exit_date, cause,
  -- Who comes back is ours from the day on which the later row holds.
  lead(begin_date, 1, date 'infinity') over (
    partition by person_id order by run_no
  ) as return_date
from run
qualify is_away
