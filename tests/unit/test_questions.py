"""The shape of a saved question, and what is refused in a file of them."""

from datetime import date

import pytest
import yaml

from kpis import questions
from kpis.errors import KpiError
from kpis.questions import Chart, ChartKind, Parameter, ParameterKind

QUESTION = {
    "id": "plans_by_year",
    "title": "Hvor mange planer begynder om året?",
    "description": "Planer efter det år, de begynder i.",
    "sql": "select year(begynder) as aar, count(*) as planer from plan group by all",
    "chart": {"kind": "bar", "x": "aar", "y": "planer"},
}
ASKS = {"sql": "select $mindst -- and $not_this, '$nor_this'\n from plan where antal > $mindst"}
NUMBER = {"name": "mindst", "label": "Mindst", "kind": "number", "default": 5}


@pytest.fixture
def file(tmp_path):
    def write(**changed):
        entry = {name: its for name, its in {**QUESTION, **changed}.items() if its is not None}
        path = tmp_path / "planer.yaml"
        told = {"folder": "Planer", "owner": "Analyse", "questions": [entry]}
        path.write_text(yaml.safe_dump(told, allow_unicode=True), "utf-8")
        return path

    return write


def test_a_question_takes_folder_and_owner_of_its_file(file):
    (found,) = questions.read(file())
    assert (found.folder, found.owner) == ("Planer", "Analyse")
    assert found.chart == Chart(ChartKind.BAR, "aar", "planer")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": None}, "the field 'title' is missing."),
        ({"titel": "Hvad?"}, "there is no field 'titel'."),
        ({"title": "Planer"}, "the title is not a question: it does not end in a question mark."),
        ({"id": "Planer!"}, "the id is not made of small letters a-z, digits and underscores."),
        (
            {"chart": {"kind": "pie", "x": "aar", "y": "planer"}},
            "chart: 'pie' is no kind of chart: line, bar, stacked, scatter.",
        ),
        (
            {"sql": "select $aar"},
            "the parameter 'aar' stands only in one of statement and list of parameters.",
        ),
        (
            {"parameters": [NUMBER]},
            "the parameter 'mindst' stands only in one of statement and list of parameters.",
        ),
        (
            {**ASKS, "parameters": [{**NUMBER, "kind": "choice"}]},
            "parameter 'mindst': a choice names its choices, or the statement that gives them.",
        ),
        (
            {**ASKS, "parameters": [{**NUMBER, "default": "mange"}]},
            "parameter 'mindst': its default 'mange' is no number.",
        ),
        (
            {**ASKS, "parameters": [{**NUMBER, "choices": [1, 2]}]},
            "parameter 'mindst': its default '5' is not among its choices.",
        ),
        (
            {**ASKS, "parameters": [{**NUMBER, "default": ""}]},
            "parameter 'mindst': it has neither a default nor choices, "
            "so nothing is bound before a reader chooses.",
        ),
    ],
)
def test_a_mistake_names_file_question_and_rule(file, changed, sentence):
    with pytest.raises(KpiError) as refused:
        questions.read(file(**changed))
    name = changed.get("id", "plans_by_year")
    assert str(refused.value) == f"planer.yaml, question '{name}': {sentence}"


def test_a_name_in_a_remark_or_in_quotes_is_no_parameter():
    assert questions.names(ASKS["sql"]) == ("mindst",)


@pytest.mark.parametrize(
    ("kind", "text", "bound"),
    [
        (ParameterKind.MONTH, "2026-03", "2026-03"),
        (ParameterKind.NUMBER, "12", 12),
        (ParameterKind.NUMBER, "2,5", 2.5),
        (ParameterKind.DATE, "2026-03-31", date(2026, 3, 31)),
        (ParameterKind.TEXT, "x' or 1=1", "x' or 1=1"),
    ],
)
def test_what_is_chosen_becomes_a_value(kind, text, bound):
    assert questions.value(Parameter("fra", "Fra", kind), text) == bound


@pytest.mark.parametrize(
    ("kind", "text"),
    [(ParameterKind.MONTH, "2026-13"), (ParameterKind.NUMBER, "to"), (ParameterKind.DATE, "i går")],
)
def test_what_cannot_become_one_is_refused(kind, text):
    with pytest.raises(KpiError, match=f"'{text}' is no {kind}"):
        questions.value(Parameter("fra", "Fra", kind), text)


def test_the_first_choice_is_the_default_where_none_is_named():
    asked = Parameter("fra", "Fra", ParameterKind.MONTH, choices_sql="select periode")
    offered = questions.choices(asked, lambda sql: [("2026-03",), (None,), ("2026-02",)])
    assert offered == ("2026-03", "2026-02")
    assert questions.default(asked, offered) == "2026-03"
