-- A made-up published file: the same on every run.
create schema api;
create table api.enhed as select * from (values
    (1, 'Socialforvaltningen', null), (2, 'Nord', 1), (3, 'Syd', 1), (4, 'Bosted Eg', 2)
) t(enhed_id, navn, overenhed);
create table api.borger as
select i::int as borger, ['18-29', '30-49', '50-66', '67+'][1 + i % 4] as aldersgruppe,
       case when i % 5 = 4 then null when i % 2 = 0 then 'kvinde' else 'mand' end as koen
from range(1, 201) r(i);
create table api.plan as
select i::int as plan, (1 + (i * 17) % 200)::int as borger, (1 + i % 4)::int as enhed_id,
       date '2025-01-01' + ((i * 29) % 700)::int as oprettet,
       (i * 97 % 4000 / 100.0)::decimal(8, 2) as timer, ['a', 'b'] as maerker
from range(1, 401) r(i);
create table api.alt as
select timestamptz '2024-05-05 10:00+02' as zone, timestamp '2024-05-05 10:00:01.5' as lokal,
       interval '1 day 2 hours' as varighed, 1.50::decimal(5, 2) as beloeb, map {'a': 1} as kort,
       {'x': 1, 'y': [date '2024-02-29']} as struktur, '\xAA'::blob as bytes, time '10:00' as tid,
       170141183460469231731687303715884105727::hugeint as stort, 1e308::double as flydende,
       uuid '00000000-0000-4000-8000-000000000001' as noegle, '{"a":1}'::json as tekst,
       null::int as tomt;
create macro api.halvt(x) as x / 2.0;
create macro api.foerste(n) as table select * from api.borger where borger <= n;
create macro api.lumsk(x) as current_setting('threads') || x;
create macro api.lumsk_tabel() as table select * from duckdb_settings();
create schema gemt;
create table gemt.person as select 'HEMMELIG-4711' as cpr;
create macro api.gemmer() as (select max(cpr) from gemt.person);
create macro api.i_ring(x) as api.halvt(x) + 1;
