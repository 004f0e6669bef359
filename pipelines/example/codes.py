"""The codes the example uses by name. Whole lists come from `data/codelists`."""

from pipelines import codelists

SEVERITY_NOT_ASSESSED = "1c327095-107f-4b96-88d0-ec562cb980be"
NEED_NOT_ASSESSED = "2254dac8-8aa3-4334-8502-9720194f49ad"

DEVELOP = "d41c8072-52f8-42b5-9375-ddbea454d27f"
MAINTAIN = "10752a63-00b4-4958-b7f4-9f3a18f74266"
LIMIT_LOSS = "e47c22bd-d88d-48ab-882b-419923e1f44e"

CONTINUE = "1e971d84-10a4-4ef8-a8b3-0daa4c7d088a"
END_AND_GRANT_NEW = "b4c01aa8-82fd-44e4-83ff-ca19ec02c779"
END = "d7d03656-4c87-4e67-9146-aa5990460f16"

VOLUNTEER_GROUP = "b6e1f331-fccf-4a33-8bb6-566546edc405"
VOLUNTEER_INDIVIDUAL = "d580bcb7-145a-4346-8e99-d387bbf08a40"
GROUP = "3459f530-7334-48c4-9037-53bf80df8851"
TIME_LIMITED = "fe42f8f4-d516-4bab-b006-12b0cd186603"
TEMPORARY_STAY = "80aa8ea7-4ad8-405f-876a-4c0f89fde06a"
LONG_STAY = "5af56051-8413-4115-aaa2-83a0767e1137"
ACUTE_ADVICE = "f3edac43-d0d6-4cc3-96c7-4658a557257a"

MOBILE = "d90f4da6-f87a-43b5-833f-646b4baf16d6"
DAY_CENTRE = "9401777d-bdc5-4f52-9804-63c8cae9a792"
SHELTERED_WORK = "a0fb02a2-367c-48bc-bacd-92e49a861a4c"
TEMPORARY_HOME = "25de7444-3919-4dab-b844-8cec6c15f30e"
SUPPORTED_HOUSING = "a7cbf55b-6906-4b2a-872e-c48b4d728837"
LONG_TERM_HOME = "498fe92c-d7f7-41cd-9404-5b38fe113be0"
SECURE_HOME = "070016aa-e164-4813-aca5-b75acab89d63"

COMMUNITY_PARTICIPATION = "dcc6bb77-45af-4625-9c4d-7d7878307220"
ASSESSMENT = "f8ebd11a-04f3-4aa0-9786-406e8896c84d"  # socialfaglig udredning, VUM/FFB


def _listed(value_set: str) -> tuple[str, ...]:
    return tuple(sorted(codelists.ffb(value_set)))


def _by_level(value_set: str) -> tuple[str, ...]:
    levels = {
        codelists.scores()[code]: code for code in _listed(value_set) if code in codelists.scores()
    }
    return tuple(levels[level] for level in range(5))


def _on_step(step: str) -> tuple[str, ...]:
    return tuple(
        row["code"]
        for row in codelists.rows("ladder_code")
        if (row["step"], row["kind"], row["role"]) == (step, "ydelse", "")
    )


SEVERITIES = _by_level("KLSeveritiesFFB")
NEEDS = _by_level("KLNeedsAssessmentCodesFFB")
AD_THEMES = _listed("KLConditionADCodesFFB")
FF_THEMES = _listed("KLConditionFFCodesFFB")
O_THEMES = _listed("KLConditionOCodesFFB")
DAY_ACTIVITIES = _on_step("4")
HOME_SUPPORT = _on_step("5")
TARGET_GROUPS: dict[str, tuple[str, ...]] = {}
for _row in codelists.rows("target_group_category"):
    TARGET_GROUPS[_row["category"]] = (*TARGET_GROUPS.get(_row["category"], ()), _row["code"])
