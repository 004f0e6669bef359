-- One row per employment and unit, function and share of full time it was held with (T05).
select
  employment_id as ansaettelse,
  employee_id as medarbejder,
  coalesce(unit, 'Uoplyst') as enhed,
  offer_id as tilbud,
  coalesce(job_function, 'Uoplyst') as stilling,
  coalesce(education, 'Uoplyst') as uddannelse,
  coalesce(employment_form, 'Uoplyst') as ansaettelsesform,
  employment_rate as beskaeftigelsesgrad,
  month_of(start_date) as startmaaned,
  month_of(end_date) as slutmaaned,
  case when end_date is not null then coalesce(leaving_reason, 'Uoplyst') end as fratraedelsesaarsag,
  coalesce(end_date, date 'infinity') > getvariable('newest') as er_ansat
from supply.employment
