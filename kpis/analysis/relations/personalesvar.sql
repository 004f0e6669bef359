-- One row per response to the staff survey (T08) and question.
select
  round_id as runde,
  response_id as besvarelse,
  month_of(closed_date) as slutmaaned,
  question_id as spoergsmaal,
  case when answer between 1 and 5 then answer end as svar,
  coalesce(answer = 9, false) as er_ved_ikke,
  coalesce(unit, 'Uoplyst') as enhed
from supply.staff_survey_answer
