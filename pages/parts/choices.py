"""Rows of buttons of which one is chosen, as markup of ours.

Streamlit's own row costs the browser more than the block of markup it stands beside. What is
pressed goes into the address, where every choice is kept; `browser.js` writes it there.
"""

from collections.abc import Mapping

from pages.parts.markup import safe


def switch(label: str, name: str, options: Mapping[str, str], now: str) -> str:
    """Radio buttons of id -> words under a label; `name` is the choice's in the address."""
    buttons = "".join(_button(name, id, words, id == now) for id, words in options.items())
    legend = f"<legend>{safe(label)}</legend>"
    return f'<fieldset class="switch">{legend}<div>{buttons}</div></fieldset>'


def _button(name: str, id: str, words: str, is_chosen: bool) -> str:
    checked = " checked" if is_chosen else ""
    return (
        f'<label><input type="radio" name="{safe(name)}" value="{safe(id)}"{checked}>'
        f"<span>{safe(words)}</span></label>"
    )
