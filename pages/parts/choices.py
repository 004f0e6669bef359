"""Rows of buttons and drop-down lists of which one entry is chosen, as markup of ours.

Streamlit's own cost the browser more than the block of markup they stand beside. What is
chosen goes into the address, where every choice is kept; `browser.js` writes it there.
"""

from collections.abc import Mapping

from pages.parts.markup import safe


def switch(label: str, name: str, options: Mapping[str, str], now: str) -> str:
    """Radio buttons of id -> words under a label; `name` is the choice's in the address."""
    buttons = "".join(_button(name, id, words, id == now) for id, words in options.items())
    legend = f"<legend>{safe(label)}</legend>"
    return f'<fieldset class="switch">{legend}<div>{buttons}</div></fieldset>'


def drop_down(label: str, name: str, options: Mapping[str, str], now: str) -> str:
    """The browser's own list of id -> words under a label, in which a reader types to find.

    Sent is the entry that is chosen. The others stand in an attribute, and `browser.js` puts them
    into the list when a reader comes to it: as elements they cost every reader of a page as much
    as a fifth of what is read there.
    """
    entries = "\n".join(f"{id}\t{words}" for id, words in options.items())
    return (
        f'<label class="drop-down"><span>{safe(label)}</span>'
        f'<select name="{safe(name)}" data-entries="{safe(entries)}">'
        f'<option value="{safe(now)}">{safe(options[now])}</option></select></label>'
    )


def beside(*asking: str) -> str:
    """Choices beside each other; a narrow screen puts them below each other."""
    return f'<div class="choices">{"".join(asking)}</div>'


def _button(name: str, id: str, words: str, is_chosen: bool) -> str:
    checked = " checked" if is_chosen else ""
    return (
        f'<label><input type="radio" name="{safe(name)}" value="{safe(id)}"{checked}>'
        f"<span>{safe(words)}</span></label>"
    )
