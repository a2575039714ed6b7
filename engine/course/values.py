"""What a figure of the course can be, and how it is written in a language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from engine.words import Words

MOST = 6  # of several things that are named; how many more there are is said
FORMAT = re.compile(r"\+?,?(d|(\.[0-6])?[f%])")


@dataclass(frozen=True)
class Phrase:
    """A figure that is words: a sentence of ``resources/text`` with figures of its own."""

    key: str
    fields: Mapping[str, Value]


# Several texts are listed; None is a figure that has no value.
Value: TypeAlias = str | int | float | tuple[str, ...] | Phrase | None


def write(value: Value, words: Words, form: str = "") -> str:
    """Write a figure; one without a value, and a number that is not finite, are a dash.

    Parameters
    ----------
    form
        As `FORMAT`, for numbers: perhaps a plus, perhaps thousands apart, decimals, and ``d``, ``f``
        or ``%``. Without one, whole numbers have no decimals, others two.
    """
    match value:
        case str():
            return value
        case tuple():
            return listed(value, words)
        case Phrase(key, fields):
            return words(key, **{name: write(each, words) for name, each in fields.items()})
        case int() | float() if abs(value) < float("inf"):
            return number(value, form or ("d" if isinstance(value, int) else ".2f"))
    return "—"


def number(value: float, form: str) -> str:
    """Write a number. What is not 0 is never written as 0, and what is 0 has no decimals."""
    if form.endswith("d"):
        value = round(value)
    unit = "%" if form.endswith("%") else ""
    if value == 0:
        return f"0{unit}"
    text = format(value, form)
    if not text.strip("+-0.%"):  # less than its last decimal
        least = text.strip("+-%")
        least = f"{least[:-1]}1{unit}"
        text = f"<{least}" if value > 0 else f">-{least}"
    return text.replace("-", "−")


def listed(texts: Sequence[str], words: Words, more: str = "list.more") -> str:
    """Write several things side by side; of too many the first, and how many there are (`more`)."""
    shown = words.listed(texts[:MOST])
    rest = len(texts) - MOST
    return words(more, shown=shown, count=len(texts), rest=rest) if rest > 0 else shown
