-- One row per valid condition: its theme, from the newest version at K (R3, R4, R5).
select condition_id, person_id, code, condition_group = 'AD' as is_activity
from known.condition
where is_newest and verification_status is distinct from 'entered-in-error'
