-- One row per citizen and exit: death, or a move to another acting municipality (A2).
-- Delivery reports carry no exits, and the list of deaths and moves (T01) is not loaded: no exit is known.
select person_id, cast(null as date) as exit_date
from population.citizen
where false
