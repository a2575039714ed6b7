"""What a file is called: proposed by the sentence that is in it, as every system takes it; its suffix."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

MOST = 24  # characters
NAMELESS = "peony"
_FORBIDDEN = frozenset('/\\:*?"<>|')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|clock\$|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)


def proposed(text: str, file: Path | None = None) -> str:
    """Return a name without suffix: that of the session's file, else the first characters of a sentence."""
    if file is not None:
        return file.stem
    name = " ".join("".join(" " if _refused(char) else char for char in text).split())
    name = _trimmed(_cut(name))
    return NAMELESS if not name or _RESERVED.fullmatch(name) else name


def with_suffix(path: Path, suffix: str) -> Path:
    """Return `path` with its kind's suffix, added only where that overwrites nothing.

    The dialog has asked about the name that was typed, and about no other.
    """
    whole = path.with_name(path.name + suffix)
    return path if path.suffix.lower() == suffix or whole.exists() else whole


def _refused(char: str) -> bool:
    """Whether some system takes no such character: a sign of paths, or one that shows nothing."""
    return char in _FORBIDDEN or unicodedata.category(char)[0] in "CZ"


def _cut(name: str) -> str:
    """Return the beginning of a long name; of one in words only whole words, where that leaves most of it."""
    if len(name) <= MOST:
        return name
    words = name[: MOST + 1].rpartition(" ")[0]
    return words if len(words) > MOST // 2 else name[:MOST]


def _trimmed(name: str) -> str:
    """Return a name without marks at its ends: there a dot hides a file, is dropped, or parts a suffix."""
    marks = {char for char in name if char in " ~" or unicodedata.category(char).startswith("P")}
    return name.strip("".join(marks))
