-- One row per municipality code that is ours: that of the organisations mapped to us (A15, R21).
select distinct cast(municipality_code as integer) as municipality
from codelist.organizations
where cast(is_ours as boolean)
