"""The pages of the dashboard, in the order of the menu."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PageEntry:
    """One page: its file, its address below /, the key of its title, whether it draws a chart."""

    file: str
    address: str
    title: str
    in_menu: bool = True
    draws: bool = False


OVERBLIK = PageEntry("pages/overblik.py", "", "ui.pages.overblik")
STRATEGIKORT = PageEntry("pages/strategikort.py", "strategikort", "ui.pages.strategikort")
TEMA = PageEntry("pages/tema.py", "tema", "ui.pages.tema")
SPOR = PageEntry("pages/spor.py", "spor", "ui.pages.spor")
NOEGLETAL = PageEntry("pages/noegletal.py", "noegletal", "ui.pages.noegletal", draws=True)
UDFORSK = PageEntry("pages/udforsk.py", "udforsk", "ui.pages.udforsk")
INDSATSTRAPPEN = PageEntry("pages/indsatstrappen.py", "indsatstrappen", "ui.pages.indsatstrappen")
DAEKNING = PageEntry("pages/daekning.py", "daekning", "ui.pages.daekning")
LEVERANCE = PageEntry("pages/leverance.py", "leverance", "ui.pages.leverance")
MOEDE = PageEntry("pages/moede.py", "moede", "ui.pages.moede")
OPFOELGNING = PageEntry("pages/opfoelgning.py", "opfoelgning", "ui.pages.opfoelgning")
MAALTAL = PageEntry("pages/maaltal.py", "maaltal", "ui.pages.maaltal")
ANALYSE = PageEntry("pages/analyse.py", "analyse", "ui.pages.analyse")
DATA = PageEntry("pages/data.py", "data", "ui.pages.data")
TILGAENGELIGHED = PageEntry(
    "pages/tilgaengelighed.py", "tilgaengelighed", "tilgaengelighed.title", in_menu=False
)

PAGES = (
    *(OVERBLIK, STRATEGIKORT, TEMA, SPOR, NOEGLETAL, UDFORSK, INDSATSTRAPPEN),
    *(MOEDE, OPFOELGNING, MAALTAL),
    *(DAEKNING, LEVERANCE, DATA, ANALYSE),
    TILGAENGELIGHED,
)

FRONT_NAME = "overblik"
"""A name readers may try for the page at /; Streamlit knows the front page by / alone."""
