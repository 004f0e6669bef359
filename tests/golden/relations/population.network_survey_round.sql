-- One row per period with a latest round of the network survey (T09b): how many were asked and how many answered (T09x).
select latest.period, round.invited_count, round.responded_count
from population.network_round_latest as latest
join supply.survey_round as round using (round_id)
