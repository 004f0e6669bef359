"""A generated `core` of any size: invented people with every sort of collision.

Everything follows from the row's number through DuckDB's `hash`, so the same
size gives the same rows. Nothing here looks like a real municipality; the point
is several versions a day, late knowledge, errors, overlaps, missing dates.
"""

import duckdb

from pipelines.contracts import deliveries, delivery_reports, supplementary

FIRST_DAY = "date '2019-01-01'"

MACROS = f"""
create or replace temp macro dice(salt, row_no, sides) as (hash(salt, row_no) % sides)::integer;
create or replace temp macro person(person_no) as 'k1:' || lpad(person_no::varchar, 26, 'a');
create or replace temp macro day(salt, row_no, sides) as
  {FIRST_DAY} + dice(salt, row_no, sides);
create or replace temp macro gap(salt, row_no, version, sides) as
  (version * (dice(salt, row_no, 5) > 0)::integer * dice(salt, row_no + 1, sides))::integer;
create or replace temp macro whole(salt, row_no, date) as
  case when dice(salt || ' is partial', row_no, 15) > 0 then date end;
create or replace temp macro go_live(sides) as {FIRST_DAY} + (sides // 2)::integer;
create or replace temp macro pick(list, salt, row_no) as
  list[1 + dice(salt, row_no, len(list))];
create or replace temp macro ffb(value_set) as getvariable('codes')[value_set];
create or replace temp macro level(code) as getvariable('levels')[code];
"""

CODES = """
create temp table code as select code, value_set, try_cast(score as tinyint) as score
  from read_csv('data/codelists/ffb_code.csv', all_varchar = true) where value_set is not null;
set variable codes = (select map_from_entries(list((value_set, codes)))
  from (select value_set, list(code order by code) as codes from code group by value_set));
set variable levels = (select map_from_entries(list((code, score))) from code);
"""

# One select per profile: its own columns and `thing_no` (the resource), `version_no`,
# `person_no`, `known` (local noon of the first report). The clocks are added after.
ROWS = {
    "citizen": """
        select n as thing_no, 1 as version_no, n as person_no, day('born', n, 1) as known,
          'citizen-' || n as citizen_id, date '1935-06-01' + dice('age', n, 28000) as birth_date,
          pick(['K', 'M'], 'sex', n) as sex
        from range({people}) as people(n)""",
    "condition": """
        select n as thing_no, v + 1 as version_no, n // {themes} as person_no,
          day('seen', n, {span}) + gap('later', n, v, 300) as known,
          'condition-' || n as condition_id,
          pick(ffb('KLConditionADCodesFFB'), 'theme', n) as code, 'AD' as condition_group,
          pick(ffb('KLSeveritiesFFB'), 'severity', n * 10 + v) as severity_code,
          level(severity_code) as severity_level,
          'active' as clinical_status,
          case when dice('error', n, 40) = 0 and v > 0 then 'entered-in-error'
            when dice('refuted', n * 10 + v, 25) = 0 then 'refuted' else 'confirmed' end
            as verification_status,
          case when dice('part', n, 50) > 0 then day('seen', n, {span}) - dice('r', n, 30) end
            as recorded_date, '2020' as recorded_text,
          case when v > 0 and dice('asserted', n * 10 + v, 4) > 0
            then known - dice('lag', n * 10 + v, 60) end as last_asserted_date,
          null as last_asserted_text
        from range({people} * {themes}) as things(n), range(1 + dice('versions', n, 3)) as vs(v)""",
    "intervention_goal": """
        select n as thing_no, v + 1 as version_no, n // 4 as person_no,
          if(dice('goal live', n, 8) = 0, go_live({span}), day('goal', n, {span}))
            + gap('goal later', n, v, 400) as known,
          'goal-' || n as intervention_goal_id,
          case when v > 0 then pick(['completed', 'cancelled', 'active', 'entered-in-error',
            'active'], 'goal state', n) else pick(['active', 'proposed', 'accepted'], 'g0', n) end
            as lifecycle_status,
          -- One goal in five turns to another theme with its next version.
          'condition-' || (person_no * {themes}
            + dice('aim', n + v * (dice('turns', n, 5) = 0)::integer, {themes}))
            as primary_condition_id,
          []::varchar[] as secondary_condition_ids,
          pick(ffb('KLSeveritiesFFB'), 'target', n * 10 + v) as expected_severity_code,
          level(expected_severity_code) as expected_severity_level,
          pick(ffb('KLChangeValueCodesFFB'), 'change', n) as change_value_code
        from range({people} * 4) as things(n), range(1 + dice('goal versions', n, 3)) as vs(v)""",
    "care_plan": """
        select n as thing_no, v + 1 as version_no, n // 3 as person_no,
          day('plan', n, {span}) + gap('plan later', n, v, 300) as known,
          'plan-' || n as care_plan_id,
          pick(['order', 'order', 'plan'], 'intent', n) as intent,
          case when v = 2 then pick(['completed', 'active', 'entered-in-error', 'draft'],
            'state', n) else 'active' end as status,
          case when dice('goes live', n, 3) = 0 then go_live({span})
            when dice('no start', n, 60) > 0
            then day('plan', n, {span}) - dice('early', n, 20) end as start_date,
          '2020' as start_text,
          case when v > 0 and dice('ends', n, 2) = 0
            then known + dice('stop', n, 60) - 30 end as end_date, null as end_text,
          list_transform(range(dice('offers', n, 3)), lambda i: 'offer-' || (n * 2 + i))
            as service_performer_ids,
          list_transform(range(dice('groups', n, 4)), lambda i: {{'target_group_id':
            'group-' || (person_no * 3 + i), 'rank': if(i = dice('rank', n, 3), 1, 2)::tinyint}})
            as target_groups,
          case when dice('need', n, 5) > 0 then 'need-' || (person_no * 3 + dice('which', n, 3)) end
            as care_evaluation_id,
          case when dice('due', n * 10 + v, 4) > 0
            then 'encounter-' || (person_no * 2 + dice('enc', n, 2)) end as follow_up_encounter_id,
          case when dice('listed', n, 4) = 0 then ['goal-' || (person_no * 4 + dice('l', n, 4))]
            else []::varchar[] end as intervention_goal_ids,
          null as case_number, null as official_case_number
        from range({people} * 3) as things(n), range(1 + dice('plan versions', n, 3)) as vs(v)""",
    "target_group": """
        select n as thing_no, v + 1 as version_no, n // 3 as person_no,
          day('group', n, {span}) + v::integer as known, 'group-' || n as target_group_id,
          case when dice('odd', n, 20) = 0 then pick(ffb('KLConditionFFCodesFFB'), 'g', n)
            else pick(ffb('KLTargetGroupsFFB'), 'g', n) end as code,
          day('group', n, {span}) as recorded_date, '2020-01-01' as recorded_text,
          'active' as clinical_status,
          case when v > 0 and dice('wrong', n, 3) = 0 then 'entered-in-error'
            else 'confirmed' end as verification_status
        from range({people} * 3) as things(n),
          range(1 + (dice('gv', n, 6) = 0)::integer) as vs(v)""",
    "intervention": """
        select n as thing_no, v + 1 as version_no, n // 6 as person_no,
          day('plan', n // 2, {span}) + gap('help later', n, v, 300) as known,
          'intervention-' || n as intervention_id,
          case when dice('moves', n, 12) = 0 and v > 0
            then ['plan-' || (person_no * 3 + dice('to', n, 3))]
            when dice('two', n, 15) = 0 then ['plan-' || (n // 2), 'plan-' || (person_no * 3)]
            else ['plan-' || (n // 2)] end as care_plan_ids,
          [pick(ffb('KLInterventionsFFB'), 'help', n)] as codes,
          case when v = 2 and dice('bad', n, 8) = 0 then 'entered-in-error' else 'active' end
            as status,
          pick(['order', 'order', 'plan'], 'help intent', n) as intent,
          ['in-progress'] as activity_statuses, known as created_date, '2020' as created_text,
          day('plan', n // 2, {span}) + dice('begins', n, 40) as start_date, null as start_text,
          case when v > 0 and dice('help ends', n, 2) = 0
            then day('plan', n // 2, {span}) + dice('help stop', n, 700) end as end_date,
          null as end_text
        from range({people} * 6) as things(n), range(1 + dice('hv', n, 3)) as vs(v)""",
    "follow_up": """
        select n as thing_no, 1 as version_no, n // 5 as person_no,
          day('plan', person_no * 3 + dice('of', n, 3), {span}) + dice('held', n, 500) as known,
          'follow-up-' || n as follow_up_id,
          ['plan-' || (person_no * 3 + dice('of', n, 3))] as care_plan_ids,
          pick(ffb('KLFollowUpCodesFFB'), 'decision', n) as result_code,
          whole('follow-up', n, known - dice('told', n, 10))
            as effective_date, '2020-01-01' as effective_text,
          case when dice('f error', n, 20) = 0 then 'entered-in-error' else 'final' end as status
        from range({people} * 5) as things(n)""",
    "follow_up_encounter": """
        select n as thing_no, v + 1 as version_no, n // 2 as person_no,
          day('plan', n, {span}) + gap('moved', n, v, 200) as known,
          'encounter-' || n as follow_up_encounter_id,
          case when dice('e part', n, 30) > 0 then known + dice('ahead', n * 10 + v, 300) end
            as start_date, '2020' as start_text, 'planned' as status
        from range({people} * 2) as things(n), range(1 + dice('ev', n, 4)) as vs(v)""",
    "information_gathering": """
        select n as thing_no, 1 as version_no, n // 2 as person_no,
          day('gathering', n, {span}) as known, 'gathering-' || n as information_gathering_id,
          case when dice('i error', n, 20) = 0 then 'entered-in-error' else 'completed' end
            as status,
          whole('gathering', n, known - dice('gathered', n, 20))
            as effective_date, '2020-01-01' as effective_text,
          'request-' || person_no as service_request_id,
          list_transform(range(dice('findings', n, 8)), lambda i: 'condition-' ||
            (person_no * {themes} + dice('finding', n * 10 + i, {themes}))) as condition_ids,
          []::varchar[] as care_evaluation_ids
        from range({people} * 2) as things(n)""",
    "care_evaluation": """
        select n as thing_no, 1 as version_no, n // 3 as person_no,
          day('need', n, {span}) as known, 'need-' || n as care_evaluation_id,
          pick(ffb('KLNeedsAssessmentCodesFFB'), 'level', n) as level_code,
          level(level_code) as level,
          whole('need', n, known - dice('need lag', n, 30))
            as effective_date, '2020-01-01' as effective_text,
          case when dice('n error', n, 20) = 0 then 'entered-in-error' else 'final' end as status
        from range({people} * 3) as things(n)""",
    "service_performer": """
        select n as thing_no, 1 as version_no, n // 6 as person_no, day('plan', n // 2, {span}) - 20
          as known, 'offer-' || n as service_performer_id,
          pick(ffb('KLServiceCodesFFB'), 'offer', n) as code
        from range({people} * 6) as things(n)""",
}

CLOCKS = """
insert into core.{name}_version by name
select rows.* exclude (thing_no, person_no, known), person(person_no) as person_id,
  'municipality' as organization_id,
  known + interval 11 hours + version_no * interval 1 minute as known_at, known as known_date,
  lead(known_at) over one as superseded_at, lead(known) over one as superseded_date
from ({rows}) as rows
window one as (partition by thing_no order by version_no)
"""

# Supplementary exports: one person in six has left, some of them twice.
SUPPLIED = {
    "citizen_status": """
        select person(n) as person_id, date '1980-01-01' as birth_date, 'K' as sex,
          day('gone', n, {span}) + (v * dice('and then', n, 200))::integer as start_date,
          pick(['Aktiv', 'Død', 'Fraflyttet', 'Udrejst'], 'status', n * 10 + v) as status,
          case when dice('status date', n, 9) > 0 then start_date - dice('told', n, 9) end
            as status_date,
          1 as run_id, 'sha' as sha256, n * 10 + v as line
        from range(0, {people}, 6) as people(n), range(1 + dice('turns', n, 4)) as vs(v)
        qualify row_number() over (partition by person_id, start_date order by v) = 1""",
    "transition": """
        select 'transition-' || n as transition_id, person(n) as person_id,
          date '1980-01-01' as birth_date,
          pick(['Ældreområdet', 'Ældreområdet', 'Tilbudsskift'], 'type', n) as transition_type,
          day('transition', n, {span} * 2) as actual_date,
          1 as run_id, 'sha' as sha256, n as line
        from range(3, {people}, 6) as people(n)""",
}


def fill(
    connection: duckdb.DuckDBPyConnection, people: int, themes: int = 8, span: int = 1500
) -> None:
    """Creates schema `core` and fills it with `people` persons over `span` days from 2019."""
    connection.execute("create schema core")
    for table in delivery_reports.PROFILES:
        connection.execute(delivery_reports.version_table(table).ddl())
        connection.execute(
            f"create view core.{table.name} as "
            f"select * from core.{table.name}_version where superseded_at is null"
        )
    for table in (*supplementary.SUPPLEMENTS, *deliveries.DELIVERIES):
        connection.execute(table.ddl())
    connection.execute(CODES)
    connection.execute(MACROS)
    for name, rows in ROWS.items():
        select = rows.format(people=people, themes=themes, span=span)
        connection.execute(CLOCKS.format(name=name, rows=select))
    for name, rows in SUPPLIED.items():
        select = rows.format(people=people, span=span)
        connection.execute(f"insert into core.{name} by name {select}")
