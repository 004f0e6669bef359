-- One row per provision for adults: §§ 82 and up of serviceloven (C4). Other laws stand under their own name.
select paragraph
from codelist.paragraph
where law = 'SEL' and cast(regexp_extract(paragraph, '[0-9]+') as integer) >= 82
