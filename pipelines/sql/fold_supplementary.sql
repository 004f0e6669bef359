-- The rows of one supplementary table that this load delivers, put in the place of those they replace.
--
-- The same key again replaces the row; the same content again changes nothing; a row that is
-- not delivered stays. Which of two rows is newer is told by the order in which their files
-- first came (history.supplementary_file), so that reading an old file again, for the sake of
-- a row that stood aside, never brings old content back.
--
-- $table is the table; $content its columns read from `coming`, $held_content from `held`;
-- $same_key is that two rows have the same key; $run_id the run.

create or replace temp table replaced as
select held.rowid as held_row
from core.$table as held
join history.supplementary_file as held_file on held_file.sha256 = held.sha256
join winner as coming on $same_key
where coming.delivery_no >= held_file.delivery_no
  and row($held_content) is distinct from row($content);

delete from core.$table where rowid in (select held_row from replaced);

insert into core.$table by name
select $content, $run_id as run_id, coming.sha256, coming.line
from winner as coming
where not exists (select 1 from core.$table as held where $same_key);

drop table replaced;

drop table winner
