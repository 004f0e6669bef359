-- Functions of the published relations. Read after kpis/macros.sql.

-- The age in the groups of the pages; nobody's age is published otherwise.
create temp macro age_band(birth_date, day) as
  if(birth_date is null or day is null, 'Uoplyst', coalesce(age_group(birth_date, day), 'Under 18'));

-- The first day of the month, in place of a day that nobody counts days from.
create temp macro month_of(day) as cast(date_trunc('month', day) as date);

-- The Danish name of a step, of the order that is valid now.
create temp macro step_name(step, is_helped) as
  case
    when is_helped is null then 'Uoplyst'
    when step is null then 'Akut/udredning'
    else (
      select any_value(name_da) from codelist.ladder_step as rung
      where rung.valid_from = getvariable('ladder') and rung.step = cast(step as varchar)
    )
  end;

-- Whether a municipality is ours; which other one it is would be a rare category.
create temp macro whose_municipality(code) as
  case
    when code is null then 'Uoplyst'
    when code in (
      select cast(municipality_code as integer) from codelist.organizations
      where cast(is_ours as boolean)
    ) then 'Egen'
    else 'Anden'
  end;
