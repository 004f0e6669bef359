-- One row per period with a latest round of the citizen survey: how many were asked and how many answered (T09x).
select latest.period, round.invited_count, round.responded_count
from population.latest_round_of_citizen_survey_answer as latest
join supply.survey_round as round using (round_id)
