"""A refusal: which rule, which part of the statement, and what the sentence about it needs.

The sentences stand in data/texts; the process that refuses never reads them.
"""


class Refused(Exception):
    """The statement is not run.

    `code` is the rule, a key of data/texts/da/sandbox.yaml; `part` the piece of the statement;
    `places` what the sentence says, such as the nearest right name.
    """

    def __init__(self, code: str, part: str = "", **places: str) -> None:
        super().__init__(code)
        self.code = code
        self.part = part
        self.places = places
