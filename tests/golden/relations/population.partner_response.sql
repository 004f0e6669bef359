-- One row per response to the partner survey (T23) and period in whose latest round it was given: the answer to P01.
select latest.period, told.response_id, told.answer
from population.latest_round_of_partner_survey_answer as latest
join supply.partner_survey_answer as told using (round_id)
where told.question_id = 'P01'
