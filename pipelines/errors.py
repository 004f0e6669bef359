"""What may go wrong with a whole load. One sentence each, never a value from the input."""


class LoadError(Exception):
    """The load ends, nothing is published, the warehouse is as before (exit code 2).

    The text is one sentence for the person at the terminal: where, what, which
    rule, what happened next. It never holds a CPR number, a name or free text.
    """
