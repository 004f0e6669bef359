"""The supplementary exports T01 to T23 (catalogue section 4, settled C1-C5).

Dates are as delivered, except end dates: they are delivered as the last valid
day and stored as the first day after (C5). Danish words are stored as they
stand in the contract. These tables have no known time: the newest row of a key
is the one that counts.
"""

from pipelines.contracts.supplementary.citizens import (
    CASE_DECISION,
    CITIZEN_STATUS,
    COMPLAINT,
    TRANSITION,
)
from pipelines.contracts.supplementary.digital import (
    CHANNEL_TEST,
    CONTACT,
    QUALITY_STANDARD,
    TECHNOLOGY_LOAN,
    TRIAL,
)
from pipelines.contracts.supplementary.model import Supplement
from pipelines.contracts.supplementary.money import BUDGET_ACCOUNT, GRANT_PRICE
from pipelines.contracts.supplementary.network import (
    CITIZEN_PERSPECTIVE,
    FOLLOW_UP_MEETING,
    NETWORK_CONTRIBUTION,
    PARTNERSHIP,
    PARTNERSHIP_ACTIVITY,
)
from pipelines.contracts.supplementary.offers import OFFER, PLACEMENT
from pipelines.contracts.supplementary.staff import (
    ABSENCE,
    COMPETENCE_REQUIREMENT,
    COURSE_PASSED,
    EMPLOYMENT,
)
from pipelines.contracts.supplementary.surveys import (
    CITIZEN_SURVEY_ANSWER,
    NETWORK_SURVEY_ANSWER,
    PARTNER_SURVEY_ANSWER,
    STAFF_SURVEY_ANSWER,
    SURVEY_ROUND,
)

# In the order of a load: what others refer to comes first.
SUPPLEMENTS: tuple[Supplement, ...] = (
    CITIZEN_STATUS,
    OFFER,
    CASE_DECISION,
    GRANT_PRICE,
    BUDGET_ACCOUNT,
    EMPLOYMENT,
    ABSENCE,
    COURSE_PASSED,
    COMPETENCE_REQUIREMENT,
    SURVEY_ROUND,
    STAFF_SURVEY_ANSWER,
    CITIZEN_SURVEY_ANSWER,
    NETWORK_SURVEY_ANSWER,
    NETWORK_CONTRIBUTION,
    FOLLOW_UP_MEETING,
    CITIZEN_PERSPECTIVE,
    CONTACT,
    TECHNOLOGY_LOAN,
    TRIAL,
    CHANNEL_TEST,
    COMPLAINT,
    PLACEMENT,
    PARTNERSHIP,
    PARTNERSHIP_ACTIVITY,
    TRANSITION,
    QUALITY_STANDARD,
    PARTNER_SURVEY_ANSWER,
)

BY_CODE: dict[str, Supplement] = {one.code.lower(): one for one in SUPPLEMENTS}
