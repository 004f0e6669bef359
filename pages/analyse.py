"""Analyse: a question in SQL, its answer, and what is kept of it."""

from pages.parts import analyst, frame, workbench

frame.enter()
if analyst.may_ask():
    workbench.show()
else:
    analyst.say_closed()
