-- The accepted rows of one profile: contents that were never given out, and who has which.
create or replace temp table delivered as
select row_no as report_no, content_hash, last_updated, shaped.rowid as place
from shaped_$table as shaped join numbered using (report_no);

create or replace temp table fresh as
select content_hash, last_updated, min(place) as place
from delivered
anti join known_$table as known
  on known.content_hash = delivered.content_hash
  and known.last_updated is not distinct from delivered.last_updated
group by all;

insert into known_$table
select content_hash, last_updated, nextval('content_no') from fresh;
