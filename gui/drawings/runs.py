"""A part of the formula taken apart: what stands on the line, and what is raised and lowered at its end.

What is raised and what is lowered begin at the same place, one above the other, as in print.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.formula import Part

_SMALL = str.maketrans({"ᵀ": "^T", "ᵢ": "_i", "ⱼ": "_j"})
_LIMITS = re.compile(r"‖ (h=1)…(\d+)")
_LETTER = re.compile(r"(?<![A-Za-z])(XW|PE|[XWEMZQKVThijm])(?![A-Za-z])")
_RUN = re.compile(
    r"(?P<root>√(?=\d))?(?P<text>(?(root)\d+|[^√^_]+))"
    r"(?:\^(?:\{(?P<above>[^}]*)\}|(?P<up>\w)))?(?:_(?:\{(?P<below>[^}]*)\}|(?P<down>\w)))?"
)


@dataclass(frozen=True)
class Run:
    """Text on the line, what is raised and what is lowered after it, whether it is a root."""

    text: str
    above: str = ""
    below: str = ""
    roofed: bool = False


def runs(part: Part) -> tuple[Run, ...]:
    """Return the runs of a part from left to right."""
    plain = _LIMITS.sub(r"‖^{\2}_{\1}", part.plain.translate(_SMALL)).replace("X W", "XW")
    return tuple(
        Run(
            (found["root"] or "") + found["text"],
            found["above"] or found["up"] or "",
            found["below"] or found["down"] or "",
            bool(found["root"]),
        )
        for found in _RUN.finditer(plain)
    )


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Return a text in pieces, each with whether its letters stand for something: those are slanted."""
    for place, piece in enumerate(_LETTER.split(text)):
        if piece:
            yield piece, place % 2 == 1


def markup(part: Part) -> str:
    """Return a part as HTML; what is raised and lowered at one place is a stack of two lines."""
    return "".join(map(_marked, runs(part)))


def _marked(run: Run) -> str:
    shown, above, below = map(_slanted, (run.text, run.above, run.below))
    if run.roofed:
        shown = f'√<span class="roof">{shown.removeprefix("√")}</span>'
    if above and below:
        return f'{shown}<span class="stack"><span>{above}</span><span>{below}</span></span>'
    return shown + (f"<sup>{above}</sup>" if above else "") + (f"<sub>{below}</sub>" if below else "")


def _slanted(text: str) -> str:
    return "".join(
        f"<i>{html.escape(piece)}</i>" if slanted else html.escape(piece) for piece, slanted in pieces(text)
    )
