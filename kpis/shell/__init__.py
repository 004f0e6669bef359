"""The analysts' sandbox from a terminal, a pipe or a notebook."""

from kpis.shell.asking import ask

__all__ = ["ask"]
