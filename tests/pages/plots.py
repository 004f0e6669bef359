"""The trends of a page, read back from their markup."""

import re
from html import unescape

from streamlit.testing.v1 import AppTest

from tests.pages.walk import markup


def plots(app: AppTest) -> list[str]:
    """The markup of each, from its opening on."""
    return markup(app).split('<div class="plot"')[1:]


def alternative(plot: str) -> str:
    """What is said instead of it."""
    (found,) = re.findall(r'^ role="figure" aria-label="([^"]*)"', plot)
    return unescape(found)


def told(plot: str) -> list[list[str]]:
    """What is told of each period while the pointer stands over it, line by line."""
    return [unescape(words).split("\n") for words in re.findall(r'data-words="([^"]*)"', plot)]
