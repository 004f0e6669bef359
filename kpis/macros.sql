-- Functions every population may use. Read once, when a build is opened.

-- Whole years on a day. Who is born on 29 February has the birthday on 1 March in other years (B15).
create temp macro age_on(birth_date, day) as
  year(day) - year(birth_date)
  - case when month(day) * 100 + day(day) < month(birth_date) * 100 + day(birth_date) then 1 else 0 end;

-- The strategy's phases of life (A4); NULL below 18.
create temp macro age_group(birth_date, day) as
  case
    when age_on(birth_date, day) >= 75 then '75+'
    when age_on(birth_date, day) >= 60 then '60-74'
    when age_on(birth_date, day) >= 30 then '30-59'
    when age_on(birth_date, day) >= 18 then '18-29'
  end;

-- The day on which somebody turns an age (B15: 1 March for who is born on 29 February, in other years).
create temp macro birthday(birth_date, age) as
  make_date(year(birth_date) + age, month(birth_date), 1)
  + day(birth_date)::integer - 1;

-- Whether some ydelser hold one of a form of support (data/codelists/support_form.csv).
create temp macro has_form(codes, wanted) as
  list_has_any(codes, (select list(code) from codelist.support_form where form = wanted));

-- How long somebody has been there on a day, since a first day.
create temp macro seniority(first_day, day) as
  if(first_day > day - 365, 'Under 1 år', '1 år og mere');
