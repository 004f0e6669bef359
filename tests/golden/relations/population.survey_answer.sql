-- One row per response of the citizen survey (T09) and question: the answer that counts, the latest (C1).
-- answer NULL: blank or Ved ikke. Of two at one time the larger counts, so that the order of a file does not.
select
  round_id,
  response_id,
  question_id,
  case when answer between 0 and if(question_id = 'Q10', 10, 5) then answer end as answer,
  coalesce(answer in (9, 99) and answer > if(question_id = 'Q10', 10, 5), false) as is_dont_know
from supply.citizen_survey_answer
qualify row_number() over (
  partition by round_id, response_id, question_id
  order by answered_at desc nulls last, answer desc nulls last
) = 1
