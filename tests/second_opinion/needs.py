"""Støttebehov: of a plan and of a citizen (R9, A12)."""

from datetime import date

from tests.second_opinion.state import ERROR, Row, State, memo


class Needs:
    """The valid evaluations of need."""

    def __init__(self, state: State) -> None:
        self.state = state

    def of_plan(self, plan: Row) -> Row | None:
        """A12: the evaluation the plan itself refers to; R5: unless it is in error."""
        need = self.state.newest("care_evaluation", plan["care_evaluation_id"])
        return None if need is None or need["status"] == ERROR else need

    @memo
    def level(self, person_id: str, day: date) -> int | None:
        """A12: the citizen's latest valid evaluation by the day, tie the higher, 0-4."""
        valid = [
            (row["effective_date"], -1 if row["level"] is None else row["level"])
            for row in self.state.all_newest("care_evaluation")
            if row["person_id"] == person_id
            and row["status"] != ERROR
            and row["effective_date"]
            and row["effective_date"] <= day
        ]
        level = max(valid, default=(None, -1))[1]
        return None if level == -1 else level  # Ikke vurderet
