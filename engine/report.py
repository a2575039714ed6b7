"""The ranking in plain text, for a terminal."""

from __future__ import annotations

import unicodedata

from engine.measures import ranking
from engine.trace import Trace
from engine.words import Words


def ranking_table(trace: Trace, words: Words) -> str:
    """Return the kept tokens from the longest output row down, one a line."""
    if not trace.tokens:
        return words("cli.empty")
    wide = max(map(width, trace.tokens))
    lines = [words("cli.ranking")]
    for place, row in enumerate(ranking(trace.norms), start=1):
        token = trace.tokens[row]
        padded = token + " " * (wide - width(token))
        figures = f"{trace.norms[row]:10.4f} {trace.received[row]:8.4f}"
        lines.append(f"{place:4d}  {padded} {figures}")
    return "\n".join(lines)


def weights_note(trace: Trace, words: Words) -> str:
    """Say where W comes from, and why from there if it is not what was asked for; nothing without W."""
    made = trace.projections
    if made is None:
        return ""
    note = words(f"weights.{made.source}", seed=trace.settings.seed)
    if made.because:
        note += " " + words(f"weights.{made.because}")
    return note + (" " + words("weights.edited", count=len(made.edited)) if made.edited else "")


def width(text: str) -> int:
    """Return how many columns of a terminal `text` takes: Chinese takes two a character."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
