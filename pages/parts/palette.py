"""The colours, named by what they mean.

Contrasts on white or on their own tint and distances under simulated colour
blindness are measured; change a value only together with a new measurement.
The same values stand in styles/base.css as custom properties (a test compares them).
"""

from dataclasses import dataclass

from kpis.model import Course

PAGE = "#F5F7F7"
CARD = "#FFFFFF"
BORDER = "#D3DCDE"
RULE = "#E6ECED"
INK = "#15262C"
SOFT_INK = "#2A3D45"
MUTED = "#4A5D65"
PRIMARY = "#0B5563"
HEADER = "#0B3A45"
GOLD = "#E3B23C"
TARGET = "#12806A"
TARGET_BAND = "rgba(18,128,106,.08)"
BAND = "rgba(11,85,99,.10)"
LIMITS = "#5A6B72"
LIMITS_BAND = "rgba(90,107,114,.09)"
THEMES = ("#0B5563", "#C8641B", "#5B4A9C", "#2F8F83")
CATEGORIES = (*THEMES, "#8A2F5D", "#6B7A80", "#B89B1F", "#2C6FB3")


@dataclass(frozen=True)
class Tone:
    """How one course looks: text on a tint, and a fill for bars and marks."""

    text: str
    tint: str
    fill: str


TONES = {
    Course.ON_COURSE: Tone("#075C44", "#E1F2EB", "#12806A"),
    Course.WATCH: Tone("#7A3E00", "#FFF0D9", "#CC8400"),
    Course.ACT: Tone("#8C1D18", "#FBE5E3", "#9E1B14"),
    Course.NOT_JUDGED: Tone("#3F525A", "#EBEFF0", "#5A6B72"),
}
