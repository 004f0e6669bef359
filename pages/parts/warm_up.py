"""What the server does before its first reader, and again when a new build is published.

Whatever is imported or computed here, no reader waits for. Nothing here may stop the
server: where there is no warehouse, or one that cannot be read, the page says so itself.
"""

import gc
import importlib
import logging
from time import monotonic

import kpis
from pages.parts import (
    analyst,
    figures,
    remembering,
    shell_files,
    snapshot,
    workbench_database,
)

NEEDED = (
    "pandas",
    "pyarrow",
    "plotly.graph_objects",
    "plotly.tools",
    "PIL.Image",
    "packaging.tags",
)
"""What pages import on their first run, each a part of a second."""

FIRST_SCRIPTS = (
    *("index", "protobuf", "src", "lib", "react-dom", "StreamlitMarkdown", "BaseButton"),
    *("PlotlyChart", "DataFrame", "arrowFormatUtils", "Selectbox"),
)
"""The biggest of Streamlit's scripts that the first reader asks for, packed beforehand."""

SECONDS_BETWEEN_LOOKS = 5
log = logging.getLogger(__name__)
_warm: set[str] = set()


def at_start() -> None:
    """Imports, packs, computes the first page of the live build, and freezes what is there."""
    start = monotonic()
    for name in NEEDED:
        importlib.import_module(name)
    for script in filter(None, map(shell_files.address_of, FIRST_SCRIPTS)):
        shell_files.packed(script)
    new_build()
    log.info("Warm after %.1f seconds.", monotonic() - start)


def new_build() -> None:
    """Computes what every page shows of the live build, once for each build."""
    try:
        build = figures.build().build_id
        if build not in _warm:
            if _warm:
                remembering.forget()
            _warm.add(build)
            snapshot.take(figures.latest_month())
            _freeze()
    except kpis.NoWarehouse:
        pass
    except Exception:
        log.exception("The numbers could not be computed before the first reader asked.")


def analysis_database() -> None:
    """Makes the analysis database of a new build, in a process of its own, where anybody may ask.

    Whoever opens Analyse first would wait for it otherwise.
    """
    try:
        if analyst.somebody_may():
            workbench_database.published()
    except kpis.NoWarehouse:
        pass
    except Exception:
        log.exception("The analysis database could not be made before the first reader asked.")


def _freeze() -> None:
    """Leaves what lives as long as the server out of every later collection of garbage.

    A collection looks at every object there is; most are modules and kept numbers.
    """
    gc.collect()
    gc.freeze()
