"""Exports about tilbud: T18 and T19."""

from pipelines import codelists
from pipelines.contracts.rules import EachOf, Given
from pipelines.contracts.supplementary.model import (
    Field,
    Form,
    Reference,
    code,
    date,
    decimal,
    ffb_id,
    identifier,
    last,
    municipality,
    offer_type,
    paragraph,
    past,
    supplement,
    text,
    whole,
)
from pipelines.contracts.supplementary.money import GRANTED_PLAN

TARGET_GROUPS = EachOf(
    codelists.with_groups("KLTargetGroupsFFB"), "KLTargetGroupsFFB and the groups above them"
)

OFFER = supplement(
    "T18",
    "tilbudsregister",
    "offer",
    "one row per tilbud and period",
    ("offer_id", "start_date"),
    identifier("offer_id", "TilbudsID", "The tilbud", "T-0042"),
    date("start_date", "GyldigFra", "First day the row holds", given=True),
    last("end_date", "GyldigTil", "the row's validity"),
    text("name", "Navn", "Name of the tilbud, which is an organisation", "Botilbud Syd"),
    code("operator", "Driftsform", "Who runs it", ("Kommunal", "Regional", "Privat"), given=True),
    municipality("owner_municipality", "Ejerkommune", "Municipality that owns it", left_out=True),
    municipality("address_municipality", "AdresseKommunekode", "Municipality of its address"),
    paragraph(left_out=True),
    offer_type("offer_type_code", "TilbudKode", given=True),
    whole("approved_places", "GodkendtePladser", "Approved places", 0, 10000, "24"),
    Field(
        "target_group_codes",
        "VARCHAR[]",
        "Target groups it is approved for, FFB codes",
        (Given(), TARGET_GROUPS),
        "Målgruppekoder",
        Form.CODE_LIST,
        min(TARGET_GROUPS.codes),
    ),
    decimal(
        "assumed_occupancy",
        "ForudsatBelægning",
        "Occupancy the price assumes, per cent",
        0,
        200,
        "97,5",
        left_out=True,
    ),
    decimal(
        "physical_setting_score",
        "TemascoreFysiskeRammer",
        "Socialtilsynet's score of the physical setting, 1-5",
        1,
        5,
        "4,2",
        left_out=True,
    ),
    past("inspection_date", "Tilsynsdato", "Day of the inspection", left_out=True),
)

PLACEMENT = supplement(
    "T19",
    "placering",
    "placement",
    "one row per plan, tilbud and first day",
    ("care_plan_id", "offer_id", "start_date"),
    ffb_id("care_plan_id", "CarePlanID", "The plan (FFB)", GRANTED_PLAN, given=True),
    identifier(
        "offer_id",
        "TilbudsID",
        "The tilbud",
        "T-0042",
        reference=Reference("offer", "offer_id", "V09", is_error=True),
    ),
    date("start_date", "Fra", "First day", given=True),
    last("end_date", "Til", "the placement"),
    code("reason", "Årsag", "Why there", ("Speciale", "Borgerønske", "Kapacitet"), left_out=True),
)
