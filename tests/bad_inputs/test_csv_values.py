"""What cells of a CSV file mean: amounts, yes and no, codes, paragraphs."""

from tests.bad_inputs.csv_files import (
    PLAIN,
    absence,
    case,
    lines,
    load,
)


def test_values_arrive_as_they_were_meant(tmp_path):
    """Decimal comma and thousands, letters of both encodings, one spelling of a paragraph."""
    for encoding in ("utf-8", "cp1252"):
        core, _ = load(tmp_path, PLAIN.encode(encoding))
        assert core.ask(
            "select distinct team, paragraph, deadline_days from core.case_decision"
        ) == [("Voksenteam Nørre", "§ 85", 56)]
    core, _ = load(tmp_path, absence("A;2025-03;2,25;1.234;1.234,5").encode(), "T06")
    assert {rule for rule, _, _ in core.aside()} == {"cell.range"}
    core, _ = load(tmp_path, absence("A;2025-03;-0;0;19,00005").encode(), "T06")
    assert core.ask("select absence_days::varchar, possible_days::varchar from core.absence") == [
        ("0.0000", "19.0001")
    ]


def test_money_may_begin_with_its_currency(tmp_path):
    head = (
        "År;Opfølgningsmåned;Politikområde;Funktion;Omkostningssted;"
        "OprindeligtBudget;KorrigeretBudget;Forbrug;ForventetRegnskab;PrisLønNiveau"
    )
    rows = [
        "2025;1;4.1;5.38.50;1;kr. 1.450,00;-1.234,50;1.234;0,5;2025-pl",
        "2025;2;4.1;5.38.50;1;1450,00 kr.;1;1;1;2025-pl",
    ]
    core, _ = load(tmp_path, lines(*rows, head=head).encode(), "T04")
    assert {(rule, line) for rule, _, line in core.aside()} == {("cell.number", 3)}
    [found] = core.ask(
        "select original_budget, corrected_budget, spent, expected_outturn from core.budget_account"
    )
    assert [str(one) for one in found] == ["1450.00", "-1234.50", "1234.00", "0.50"]


YES = ["J", "N", "Ja", "NEJ", "j"]


def test_yes_and_no(tmp_path):
    """C58."""
    head = "KanalID;Testdato;Kanaltype;IDrift;KritiskeFejl;AlvorligeFejl"
    rows = [f"K{number};;Web;{word};;" for number, word in enumerate([*YES, "1", "måske"])]
    core, _ = load(tmp_path, lines(*rows, head=head).encode(), "T16")
    assert {(rule, line) for rule, _, line in core.aside()} == {("cell.code", 7), ("cell.code", 8)}
    assert core.ask("select is_in_use from core.channel_test order by channel_id") == [
        (True,), (False,), (True,), (False,), (True,)
    ]  # fmt: skip


CODES = {
    "Bevilling": "Bevilling",
    "bevilling": "Bevilling",
    "Bevilget": "Bevilling",
    "Delvis  bevilling": "Delvis",
    "Beviling": None,
    "Noget andet": None,
}


def test_codes_are_known_or_hinted_at_never_guessed(tmp_path):
    rows = [
        case(1, Sagsnummer=f"S{number}", Afgørelse=word, Afgørelsesdato="12-03-2025")
        for number, word in enumerate(CODES)
    ]
    core, _ = load(tmp_path, lines(*rows).encode())
    loaded = [word for word in CODES.values() if word]
    assert [
        word for (word,) in core.ask("select decision from core.case_decision order by case_number")
    ] == loaded
    messages = [m for (m,) in core.ask("select message from staging.set_aside order by line")]
    assert "the nearest is Bevilling" in messages[0]
    assert "nearest" not in messages[1]


PARAGRAPHS = {
    "SEL § 85": "§ 85",
    "§85": "§ 85",
    "serviceloven § 82b": "§ 82 b",
    "SEL § 82 b": "§ 82 b",
    "ABL § 105": "ABL § 105",
    "§ 105": "§ 105",
    "85": None,
    "SEL § 85 stk. 2": None,
}


def test_paragraphs_have_one_spelling(tmp_path):
    rows = [case(1, Sagsnummer=f"S{n}", Paragraf=word) for n, word in enumerate(PARAGRAPHS)]
    core, _ = load(tmp_path, lines(*rows).encode())
    found = [
        word
        for (word,) in core.ask("select paragraph from core.case_decision order by case_number")
    ]
    assert found == [word for word in PARAGRAPHS.values() if word]
