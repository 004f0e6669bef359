"""A draft of an indicator: written from a statement, and accepted or refused with reasons."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from kpis import as_sql, drafts
from kpis.__main__ import main
from kpis.drafts import counted, ground, said, specified
from kpis.errors import KpiError
from tests.unit import drafted
from tests.unit.drafted import KPI

pytestmark = pytest.mark.usefixtures("forked_statements")

SPEC = f"test_{KPI}.py"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return drafted.analysis_file(tmp_path_factory.mktemp("analysis") / "a.duckdb")


@pytest.fixture
def checked(tmp_path, database):
    """The verdict on a draft of some files."""
    return lambda files: drafts.check(drafted.put(tmp_path / KPI, files), database)


def changed(files: dict[str, str], file: str, old: str, new: str) -> dict[str, str]:
    assert old in files[file], f"{old!r} is not in {file}"
    return files | {file: files[file].replace(old, new)}


@pytest.mark.parametrize(
    "files", [drafted.files(), drafted.over_its_own_population()], ids=["over_known", "own"]
)
def test_a_whole_draft_is_accepted(checked, files):
    verdict = checked(files)
    assert [problem.sentence for problem in verdict.problems] == []
    assert (verdict.kpi, verdict.is_accepted) == (KPI, True)


# What stands in the declaration, what takes its place, code, and what the sentence names.
DECLARED = [
    ('"fls.t2.g2"', '"fls.t2.g9"', "node", "fls.t2.g"),
    (f'id="{KPI}"', 'id="own_home_share"', "id", "allerede et nøgletal"),
    (f'id="{KPI}"', 'id="GroupSupport"', "id", "små bogstaver"),
    ("        better=Direction.HIGHER,\n", "", "missing_field", "retning"),
    ("        kind=Kind.PROCESS,\n", "", "missing_field", "art"),
    ("        unit=Unit.SHARE,\n", "", "missing_field", "enhed"),
    ("        days_back=0,\n", "", "missing_field", "periode"),
    ("days_back=0", "days_back=UDFYLD", "unfilled", "days_back"),
    ("Direction.HIGHER", "Direction.HIGH", "unreadable", "HIGHER"),
    ("days_back=0", "days_back=open('x')", "unreadable", "open"),
    ("days_back=0", "days_back=30 * 12", "unreadable", "faste værdier"),
    ("days_back=0", "dayz=0, days_back=0", "unreadable", "dayz"),
    ("days_back=0", "**{}, days_back=0", "unreadable", "skrevet ud"),
    ("Ratio(\n", "Ratios(\n", "unreadable", "»Ratio«"),
    ("Ratio(\n", "Beside(\n", "unreadable", "Beside"),
    ("INDICATORS:", "ALSO:", "unreadable", "INDICATORS"),
    ("INDICATORS:", "INDICATORS(:", "unreadable", "Linje 5"),
    ('"FFB"', '"T99"', "source", "T99"),
    ('("fls.t2.g2",)', '"fls.t2.g2"', "unreadable", "»serves«"),
    ('("sex",)', "(1,)", "unreadable", "tekster"),
    ('("FFB",)', "3", "unreadable", "»sources«"),
    ("beside=()", "beside=3", "unreadable", "»beside«"),
    ("days_back=0", 'days_back="0"', "unreadable", "»days_back«"),
    ("unit=Unit.SHARE", 'unit="share"', "unreadable", "»unit«"),
    ('numerator="has_group_support"', "numerator=7", "unreadable", "betingelse"),
    ("beside=()", 'beside=("x",)', "unreadable", "Beside"),
    ("days_back=0", f"days_back={'1+' * 800}1", "unreadable", "faste værdier"),
    ("days_back=0", "days_back={{}: 1}", "unreadable", "nøgle"),
    (
        "        unit=",
        '        balanced_by=("own_home",),\n        unit=',
        "companion",
        "own_home_sh",
    ),
    ('"has_group_support"', '"borger in (select 1)"', "join", "numerator"),
]
WORDS = [
    ("title: Gruppebaseret støtte til de voksne", "title: Ny", "texts", "title"),
    ("Får de voksne", "UDFYLD Får de voksne", "unfilled", "question"),
    ("en ydelse", "has_group_support", "jargon", "has_group_support"),
    ("  - Flere i grupper er ikke et mål i sig selv, hvis borgeren har brug for andet.\n", "",
     "texts", "faldgruber"),
    ("  - Flere i grupper er ikke et mål i sig selv, hvis borgeren har brug for andet", "  - Få",
     "texts", "pitfalls"),
    (f"{KPI}:", "another:", "texts", KPI),
    ("title: ", "title: [", "texts", "YAML"),
    ("title: Gruppebaseret", "title: [1, 2] # Gruppebaseret", "texts", "title"),
    ("title: ", f"title: {'[' * 5000}", "texts", "YAML"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "named"), DECLARED)
def test_what_is_wrong_with_a_declaration(old, new, code, named):
    text = changed(drafted.files(), "indikator.py", old, new)["indikator.py"]
    _, problems = said.declared(text)
    assert_told(problems, code, named)


@pytest.mark.parametrize(("old", "new", "code", "named"), WORDS)
def test_what_is_wrong_with_the_words(old, new, code, named):
    text = changed(drafted.files(), "tekster.yaml", old, new)["tekster.yaml"]
    _, problems = said.texts(text, KPI)
    assert_told(problems, code, named)


def assert_told(problems, code: str, named: str) -> None:
    told = [problem.sentence for problem in problems if problem.code == code]
    assert [sentence for sentence in told if named in sentence], problems
    assert all(sentence.endswith((".", "?")) for sentence in told)


# What only the analysis file can tell.
COUNTED = [
    ('"citizen_with_support"', '"citizens_with_help"', "population", "citizen_with_support"),
    ("age >= 30", "aeg >= 30", "column", "»age«"),
    ('("sex",)', '("sexx",)', "column", "»sex«"),
    ("age >= 30", "age >= >= 30", "sql", "»denominator«"),
    ("age >= 30", "age >= getenv('x')", "sql", "getenv"),
    ("age >= 30", "age >= 'tredive'", "sql", "tredive"),
    (" and age >= 30", "", "same", "group_based_support_share"),
    ("beside=(),", 'beside=(Beside("old", "aeg > 60"),),', "column", ".old.numerator"),
    ("beside=(),", 'beside=(Beside("met", "is_met", population="goal_evaluated"),),', "sql", "met"),
]


@pytest.mark.parametrize(("old", "new", "code", "named"), COUNTED)
def test_what_is_wrong_with_what_is_counted(checked, old, new, code, named):
    assert_told(checked(changed(drafted.files(), "indikator.py", old, new)).problems, code, named)


SPECIFIED = [
    ('"1 of 2"', '"2 of 2"', "expected", "skulle give 2 of 2, men giver 1 of 2"),
    ('"2026-01":', '("Kvinde", "2026-01"):', "expected", "Kvinde 2026-01"),
    ("| 30 ", "| 31 ", "boundary", "age = 30"),
    ("| 5 ", "| 4 ", "boundary", "step = 5"),
    ("| false", "| true", "boundary", "»numerator« ikke er opfyldt"),
    ("| step | age |", "| steps | age |", "spec", "»step«"),
    ("| 30  | true\n", "| tredive | true\n", "spec", "tredive"),
    ("øverst   | 5    | 30  | false", "øverst   | 5    | 30", "spec", "3 celler"),
    ('"grundlag_citizen_with_support"', '"grundlag_citizen"', "spec", "_with_support"),
    ("draft_spec(\n", "other_spec(\n", "spec", "ingen tabel"),
    ("expected={", "by='sexx', expected={", "spec", "»sex«"),
]
# Nothing is wrong with these: another month, another age, no split.
ALSO_RIGHT = [
    ('"2026-01":', '"2026-02":'),
    ("nederst  | 1    | 30", "nederst  | 1    | 31"),
    ('expected={"2026-01": "1 of 2"}', 'expected={"2026-01": "1 of 2"}, by=""'),
]


@pytest.fixture(scope="module")
def standing(database):
    """The accepted declaration, its conditions as trees, and what it is counted over."""
    kpi, _ = said.declared(drafted.DECLARATION)
    found, _ = ground.ground(kpi, None, database)
    trees, _ = counted.parsed(kpi, found)
    return kpi, trees, found


def spec_problems(standing, old: str, new: str):
    kpi, trees, found = standing
    text = changed(drafted.files(), SPEC, old, new)[SPEC]
    return [*specified.wrong_spec(kpi, text, trees, found)]


@pytest.mark.parametrize(("old", "new", "code", "named"), SPECIFIED)
def test_what_is_wrong_with_a_spec(standing, old, new, code, named):
    assert_told(spec_problems(standing, old, new), code, named)


@pytest.mark.parametrize(("old", "new"), ALSO_RIGHT)
def test_a_spec_may_be_drawn_otherwise(standing, old, new):
    assert spec_problems(standing, old, new) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "named"),
    [
        ("population.sql", "t.periode, t.borger", "t.borger", "period", "periode"),
        ("population.sql", "grundlag_goal_evaluated", "grundlag_goal", "sql", "grundlag_goal"),
        ("population.sql", "t.step, g.", "t.stepp, g.", "sql", "stepp"),
        ("population.sql", "select t", "delete from t; select t", "sql", ""),
        ("indikator.py", "step >= 2", "age >= 2", "column", "age"),
        (SPEC, '"grundlag_goal_evaluated": ', '"grundlag_goal": ', "spec", "evaluated"),
    ],
)
def test_what_is_wrong_with_a_population_of_its_own(checked, file, old, new, code, named):
    files = changed(drafted.over_its_own_population(), file, old, new)
    assert_told(checked(files).problems, code, named)


@pytest.mark.parametrize(
    ("grain", "code", "old", "boundary"),
    [
        ("-- citizens with", "grain", "lige med     | 1      | 2", "step = 2"),
        ("-- one row per UDFYLD", "unfilled", "øverst       | 3      | 5", "step = 5"),
    ],
)
def test_a_grain_and_the_boundaries_of_a_population(checked, grain, code, old, boundary):
    files = drafted.over_its_own_population()
    files = changed(files, "population.sql", "-- one row per citizen with", grain)
    files = changed(files, SPEC, old, f"{old[:-1]}3")
    problems = checked(files).problems
    assert_told(problems, code, "")
    assert_told(problems, "boundary", boundary)


@pytest.mark.parametrize("file", ["tekster.yaml", SPEC])
def test_a_file_that_is_missing_is_told(checked, file):
    files = drafted.files()
    del files[file]
    assert checked(files).problems[0].file == file


def test_a_missing_value_that_no_text_tells_of_is_refused(checked):
    told = "  missing: Borgere uden et trin (akut eller udredning) er ikke med.\n"
    files = changed(drafted.files(), "tekster.yaml", told, "")
    (problem,) = checked(files).problems
    assert (problem.code, "I 8 rækker har »denominator«" in problem.sentence) == (
        "missing_value",
        True,
    )


def test_small_denominators_are_a_warning(checked):
    files = changed(drafted.files(), "indikator.py", "age >= 30", "borger < 3 and age >= 30")
    files = changed(files, SPEC, "case     | step", "borger | case     | step")
    files = changed(files, SPEC, "---------+------+-----+", "---+-------+------+-----+")
    for row in ("nederst ", "øverst  ", "for højt", "for ung ", "uden    "):
        files = changed(files, SPEC, row, f"1 | {row}")
    files = changed(files, SPEC, "1 | nederst", "3 | nedenfor | 1 | 30 | true\n 1 | nederst")
    verdict = checked(files)
    assert [problem.sentence for problem in verdict.problems] == []
    assert "under 5 i 2 af 2 tal" in verdict.warnings[0].sentence


def test_a_folder_without_a_draft_is_wrong_use(tmp_path, database):
    with pytest.raises(KpiError, match=r"filen indikator\.py mangler"):
        drafts.check(tmp_path, database)


# --- from a statement to a draft ---

WRITTEN = [
    (
        as_sql.definition("group_based_support_share", "sex"),
        ['denominator="step between 1 and 5",', 'numerator="has_group_support",', "days_back=0"],
    ),
    (
        "select s.periode, count(*) from grundlag_citizen_with_support as s "
        "where (s.age >= 30 or s.step = 2) and s.periode > '2025-12' group by 1",
        ["Count(", 'where="s.age >= 30 or s.step = 2",'.replace("s.", ""), "Unit.COUNT"],
    ),
    (
        "select periode, median(age) from grundlag_citizen_with_support where step > 3 group by 1",
        ['number=Median("age", "step > 3"),', "Unit.DAYS"],
    ),
    (
        "select periode, avg(age) from grundlag_citizen_with_support group by 1",
        ['numerator="UDFYLD"'],
    ),
    (
        "with a as (select * from grundlag_citizen_with_support) select periode, borger from a",
        [f'population="{KPI}"', "days_back=UDFYLD"],
    ),
]


@pytest.mark.parametrize(("sql", "lines"), WRITTEN)
def test_a_statement_becomes_a_declaration(database, sql, lines):
    written = drafts.draft(sql, KPI, 'Et "nyt" tal', database)
    for line in lines:
        assert line in written.files["indikator.py"]
    assert ("population.sql" in written.files) == sql.startswith("with")


def test_the_values_of_parameters_are_written_into_a_draft(database):
    sql = "select periode, count(*) from grundlag_citizen_with_support where sex = $koen"
    sql += " and step > $trin and sex <> '$trin' group by 1"
    written = drafts.draft(sql, KPI, "Nyt tal", database, {"koen": "Å'r", "trin": 3})
    where = """where="sex = 'Å''r' and step > 3 and sex <> '$trin'","""
    assert where in written.files["indikator.py"]


def test_the_table_of_a_draft_has_a_row_on_each_boundary(database):
    sql = as_sql.definition("group_based_support_share")
    table = drafts.draft(sql, KPI, "Et nyt tal", database).files[SPEC]
    assert "grænse: step = 1 | 2026-01 | 1      | UDFYLD" in table
    assert "grænse: step = 5 | 2026-01 | 5      | UDFYLD" in table


def test_a_fresh_draft_is_refused_for_what_a_person_has_to_write(tmp_path, database):
    sql = as_sql.definition("group_based_support_share")
    written = drafts.draft(sql, KPI, "Et nyt tal", database)
    drafts.write(written, tmp_path / "new")
    verdict = drafts.check(tmp_path / "new", database)
    assert {problem.code for problem in verdict.problems} == {"unfilled"}
    assert {problem.file for problem in verdict.problems} == {*written.files}


def test_nothing_is_overwritten(tmp_path, database):
    written = drafts.draft("select 1 as periode", KPI, "Et nyt tal", database)
    drafts.write(written, tmp_path)
    with pytest.raises(KpiError, match="overskrives ikke"):
        drafts.write(written, tmp_path)


def test_the_archive_holds_the_same_files(database):
    written = drafts.draft("select 1 as periode", KPI, "Et nyt tal", database)
    with zipfile.ZipFile(io.BytesIO(drafts.zip_of(written))) as pack:
        found = {name: pack.read(name).decode("utf-8") for name in pack.namelist()}
    assert found == {f"{KPI}/{name}": text for name, text in written.files.items()}


@pytest.mark.parametrize(
    ("sql", "kpi", "words"),
    [
        ("drop table x", KPI, "."),
        ("select * from core.citizen", KPI, "citizen"),
        ("select 1", "own_home_share", "allerede et nøgletal"),
        ("select 1", "Ny Andel", "»ny_andel«"),
    ],
)
def test_what_cannot_be_drafted_is_refused(database, sql, kpi, words):
    with pytest.raises(KpiError, match=words):
        drafts.draft(sql, kpi, "Et nyt tal", database)


# --- the command ---


def run(capsys, *arguments) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_the_command_accepts_with_0_and_refuses_with_1(capsys, tmp_path, database):
    folder = drafted.put(tmp_path, drafted.files())
    asked = ("check-draft", folder, "--database", database)
    assert run(capsys, *asked)[:2] == (0, f"Kladden »{KPI}« kan godtages.\n")
    drafted.put(tmp_path, changed(drafted.files(), "indikator.py", "fls.t2.g2", "fls.t2.g9"))
    code, out, _ = run(capsys, *asked, "--format", "json")
    told = json.loads(out)
    assert (code, told["kpi"], told["accepted"], told["warnings"]) == (1, KPI, False, [])
    (problem,) = told["problems"]
    assert (problem["code"], problem["file"]) == ("node", "indikator.py")
    assert run(capsys, *asked)[1].count("\n") == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("check-draft", "/nowhere"), "Der er ingen mappe /nowhere"),
        (("check-draft",), "required"),
        (("draft", "/nowhere", "--id", "a", "--title", "A", "--sql-file", "/none"), "kan ikke læs"),
    ],
)
def test_wrong_use_ends_with_2(capsys, arguments, sentence):
    code, out, err = run(capsys, *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert sentence in err


def test_the_command_writes_a_draft(capsys, tmp_path, database):
    (tmp_path / "q.sql").write_text(as_sql.definition("own_home_share"), "utf-8")
    asked = ("draft", tmp_path / "new", "--id", "home_of_their_own", "--title", "Eget hjem")
    code, out, _ = run(capsys, *asked, "--sql-file", tmp_path / "q.sql", "--database", database)
    assert (code, out.count("\n")) == (0, 4)
    assert (tmp_path / "new" / "test_home_of_their_own.py").is_file()
