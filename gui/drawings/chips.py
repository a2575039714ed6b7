"""A token for paper."""

from __future__ import annotations

from engine.tokens import Token
from gui.drawings.drawing import Drawing, rendered
from gui.items.chip import Chip
from gui.theme import Theme


def drawn_chip(token: Token, kept: bool, selected: bool, mark: str, theme: Theme) -> Drawing:
    """Return a token as it stands in the strip; `mark` is ``composed``, ``unknown`` or empty."""
    made = Chip(theme, 0)
    made.show_token(token, kept, selected, mark)
    made.resize(made.sizeHint())
    return rendered(made, theme.paper)
