"""How a token's text is shown where there is little room."""

from __future__ import annotations

import unicodedata


def short(text: str, most: int = 12) -> str:
    """Return `text`, or its beginning and … where it is long."""
    return text if len(text) <= most else text[: most - 1] + "…"


def visible(text: str) -> str:
    """Return `text` with what shows nothing written out: a zero-width space as ``U+200B``."""
    return "".join(f"U+{ord(char):04X}" if _invisible(char) else char for char in text)


def _invisible(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cn", "Co", "Zl", "Zp")
