"""What every spreadsheet of ours keeps to, whoever makes it."""

LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""Words that begin like this are written as words: a program could take them for a formula."""

DAY = "dd.mm.yyyy"
WIDEST = 60
"""Letters of the widest column; longer words wrap."""
