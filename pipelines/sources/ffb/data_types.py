"""The extensions and identifiers that several profiles share, with rules of their own name."""

from pipelines.sources.ffb.codes import CPR_SYSTEM, KOMBIT_SYSTEM
from pipelines.sources.ffb.rules import Profile, Rules, code, fhir, profile

ONE = Rules(min=1, max=1)

SHARED: tuple[Profile, ...] = (
    profile(
        "municipalityCaseNumber",
        "Extension",
        "extension.municipalitySpecific.extension "
        "extension.municipalitySpecific.value.assigner value",
        {
            "url": ONE,
            "extension.municipalitySpecific": Rules(max=1, url="municipalitySpecific"),
            "extension.municipalitySpecific.url": ONE,
            "extension.municipalitySpecific.value": Rules(types=("Identifier",)),
            "extension.municipalitySpecific.value.use": Rules(
                binding=fhir("identifier-use"), pattern=code("usual")
            ),
            "extension.official": Rules(max=1, url="official"),
            "extension.official.url": ONE,
            "extension.official.value": Rules(types=("Identifier",)),
        },
    ),
    profile(
        "followUpDateExtension",
        "Extension",
        "extension",
        {
            "url": ONE,
            "value": Rules(
                min=1, types=("Reference",), targets=("followUpEncounter",), bundled=True
            ),
        },
    ),
    profile(
        "cprIdentifier",
        "Identifier",
        "",
        {
            "use": Rules(binding=fhir("identifier-use"), pattern=code("official")),
            "type": Rules(),
            "system": Rules(min=1, binding=code(CPR_SYSTEM)),
            "value": Rules(min=1),
        },
    ),
    profile(
        "kombitIdentifier",
        "Identifier",
        "",
        {
            "use": Rules(binding=fhir("identifier-use"), pattern=code("official")),
            "type": Rules(),
            "system": Rules(min=1, pattern=code(KOMBIT_SYSTEM)),
            "value": Rules(min=1),
        },
    ),
)
