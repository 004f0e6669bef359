"""Readable names for the codes that drawings use."""

from tests.second_opinion.state import codelist

_CODES = codelist("ffb_code")


def _named(*value_sets: str) -> dict[str, str]:
    return {row["display_da"]: row["code"] for row in _CODES if row["value_set"] in value_sets}


TILBUD = {
    "aktivitet": "9401777d-bdc5-4f52-9804-63c8cae9a792",
    "akuttilbud": "5ea75f09-8eec-4edc-aafd-a330a523c33e",
    "beskyttet": "a0fb02a2-367c-48bc-bacd-92e49a861a4c",
    "botilbud": "498fe92c-d7f7-41cd-9404-5b38fe113be0",
    "botilbudslignende": "a7cbf55b-6906-4b2a-872e-c48b4d728837",
    "midlertidigt": "25de7444-3919-4dab-b844-8cec6c15f30e",
    "mobilt": "d90f4da6-f87a-43b5-833f-646b4baf16d6",
    "sikret": "070016aa-e164-4813-aca5-b75acab89d63",
}
YDELSE = {row["display_da"]: row["code"] for row in codelist("ladder_code")} | {
    "§ 82 a": "3459f530-7334-48c4-9037-53bf80df8851",
    "§ 82 a frivillige": "b6e1f331-fccf-4a33-8bb6-566546edc405",
    "§ 82 b": "fe42f8f4-d516-4bab-b006-12b0cd186603",
    "§ 82 d": "d580bcb7-145a-4346-8e99-d387bbf08a40",
    "§ 85": "638f44df-6bf2-47f8-9935-b8fdc83e5bf5",
    "§ 85 gruppekode": "1f0ff82b-3243-422f-9651-1d00fd2dcd61",
    "§ 103": "fb3d8722-90e0-4a80-ba65-490617ffeb0f",
    "§ 104": "7e419926-bb04-4829-99c9-95ea20403c2c",
    "akut": "f3edac43-d0d6-4cc3-96c7-4658a557257a",
    "midlertidigt ophold": "80aa8ea7-4ad8-405f-876a-4c0f89fde06a",
    "længerevarende ophold": "5af56051-8413-4115-aaa2-83a0767e1137",
    "udredning": "35b593cf-724f-4058-9f31-fe1b3e8df124",
}
THEME = _named("KLConditionADCodesFFB", "KLConditionFFCodesFFB", "KLConditionOCodesFFB")
GROUP_OF_THEME = {
    row["code"]: row["value_set"].removeprefix("KLCondition").removesuffix("CodesFFB")
    for row in _CODES
    if row["value_set"].startswith("KLCondition")
}
TARGET_GROUP = THEME | _named("KLTargetGroupsFFB")
SEVERITY = {
    row["score"] or "?": row["code"] for row in _CODES if row["value_set"] == "KLSeveritiesFFB"
}
NEED = {
    row["score"] or "?": row["code"]
    for row in _CODES
    if row["value_set"] == "KLNeedsAssessmentCodesFFB"
}
GOAL_TYPE = {
    "udvikle": "d41c8072-52f8-42b5-9375-ddbea454d27f",
    "fastholde": "10752a63-00b4-4958-b7f4-9f3a18f74266",
    "begrænse": "e47c22bd-d88d-48ab-882b-419923e1f44e",
}
FOLLOW_UP_RESULT = {
    "fortsæt": "1e971d84-10a4-4ef8-a8b3-0daa4c7d088a",
    "afslut": "d7d03656-4c87-4e67-9146-aa5990460f16",
    "afslut, ny": "b4c01aa8-82fd-44e4-83ff-ca19ec02c779",
}
