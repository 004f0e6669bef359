-- One row per round of a survey (T09x): how many were asked and how many answered.
select
  round_id as runde,
  invited_count as inviterede,
  responded_count as besvarede
from supply.survey_round
