-- What the statements of the engine's reader have in common.

create macro is_plain_uuid(given) as
  regexp_full_match(given, '[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}');

-- A text that may be anything, as it stands in JSON.
create macro is_text(leaf) as
  starts_with(leaf, '"') and strlen(leaf) > 2 and not contains(leaf, '\u');

create macro text_of(leaf) as substr(leaf, 2, length(leaf) - 2);

-- A whole date is a date if it is written back the same; all else is left to Python.
create macro day_of(given) as
  case
    when strlen(given) = 10 then
      case when try_cast(given as date)::varchar = given then try_cast(given as date) end
    else date '1970-01-01' + local_day(given)
  end;

create macro moment_of(given) as
  case
    when strlen(given) = 20 and strftime(try_cast(given as timestamp), '%Y-%m-%dT%H:%M:%SZ') = given
    then try_cast(given as timestamp)
    else make_timestamp(microseconds(given))
  end;

create macro ends_after_start(first, last) as
  last is null or day_of(last) > day_of(first)
  or (strlen(first) = 10 and strlen(last) = 10 and first = last);

create macro id_in(reference, type) as
  case when starts_with(reference.reference, type)
    then substr(reference.reference, length(type) + 1) end;

create macro ids_in(given, type) as
  coalesce(list_transform(given, lambda one: id_in(one, type)), []);

create macro rank_of(addressed) as addressed.extension[1].valuePositiveInt;

create macro aim_of(targets, measure) as
  list_filter(targets, lambda one: one.measure.coding[1].code = measure)[1]
    .detailCodeableConcept.coding[1].code::varchar;

create macro identifier_of(given, kind) as
  list_filter(given, lambda one: one.url = kind)[1].valueIdentifier.value;

create macro case_number(given, kind) as text_of(identifier_of(given, kind));

create macro may_be_stored(leaf) as
  leaf is null or (
    not contains(leaf, '\')
    and (is_plain_uuid(text_of(leaf)) or not regexp_matches(leaf, '[0-9]{6}-?[0-9]{4}'))
  );

create macro has_case_numbers(given) as
  (len(given) < 2 or given[1].url <> given[2].url or given is null)
  and may_be_stored(identifier_of(given, 'municipalitySpecific'))
  and may_be_stored(identifier_of(given, 'official'));

create macro group_of(given) as case $groups end;

create macro score_of(given) as (case $scores end)::tinyint;

create macro follow_up_of(given) as
  list_filter(given, lambda one: one.url = '$follow_up_date_url')[1].valueReference;

create macro case_numbers_of(given) as
  list_filter(given, lambda one: one.url = '$case_number_url')[1].extension;
