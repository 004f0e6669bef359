"""A funnel of invented units in the dashboard's shell, served by `test_accessibility`.

The small example has too few of each unit to compare them, and Plotly draws nothing else.
"""

import streamlit as st

if __name__ == "__main__":
    import kpis
    from pages.parts import funnel, widgets
    from tests.pages.results import ok

    widgets.html('<div class="hero"><h1>Tragt</h1></div>')
    units = [
        ok(value, of=100, by="unit", member=name, kpi="core_task_known")
        for name, value in (("A", 0.6), ("B", 0.78), ("C", 0.8), ("D", 0.9))
    ]
    compared = kpis.funnel(ok(0.8, of=900, kpi="core_task_known"), units)
    assert compared is not None
    drawn = funnel.drawn(compared, {name: f"Enhed {name}" for name in "ABCD"})
    widgets.chart(drawn.figure, "funnel", drawn.alternative)
else:
    from pages.parts import shell

    app = st.App(__file__, middleware=shell.middleware(), lifespan=shell.lifespan)
