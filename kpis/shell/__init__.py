"""`python -m kpis shell`: the analysts' sandbox from a terminal, or from a pipe."""
