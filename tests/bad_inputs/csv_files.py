"""Files of T02 (cases) and T06 (absence), and how they are loaded alone."""

from tests.unit.supplementary import CPR, OTHER_CPR, THIRD_CPR, Core

HEAD = (
    "Sagsnummer;CPR;Henvendelsesdato;Paragraf;Fristdage;"
    "Afgørelsesdato;Afgørelse;Team;SagsbehandlerID"
)
TAIL = "SEL § 85;56;;;Voksenteam Nørre;SB1"
GOOD = [
    f"S-001;{CPR};11-03-2025;{TAIL}",
    f"S-002;{OTHER_CPR};12-03-2025;{TAIL}",
    f"S-003;{THIRD_CPR};13-03-2025;{TAIL}",
    f"S-004;{CPR};14-03-2025;{TAIL}",
]
ABSENCE = "AnsættelsesID;Måned;Fraværsdagsværk;HerafLangtid;Muligedagsværk"


def lines(*rows, head=HEAD, end="\r\n"):
    return end.join([head, *rows, ""])


def case(number, head=HEAD, **changes):
    """One of the good rows with some cells changed, by header."""
    cells = dict(zip(head.split(";"), GOOD[number - 1].split(";"), strict=True)) | changes
    return ";".join(cells.values())


def absence(*rows):
    return lines(*rows, head=ABSENCE)


DAYS = range(1, 10)
PLAIN = lines(*GOOD)
MANY = [f"M-{number:05};{CPR};11-03-2025;{TAIL}" for number in range(30_000)]


def load(tmp_path, content, code="T02"):
    path = tmp_path / f"{code}_x.csv"
    path.write_bytes(content)
    core = Core()
    [outcome] = core.load(path)
    return core, outcome


def code_of(content):
    is_absence = "AnsættelsesID" in content[:60].decode("utf-8", errors="replace")
    return "T06" if is_absence else "T02"
