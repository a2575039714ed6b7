"""How much of a sentence a table has vectors for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.vectors.table import Origin


@dataclass(frozen=True)
class Coverage:
    """The tokens of a sentence by where their vectors came from.

    Attributes
    ----------
    known
        How many of the tokens are in the table.
    composed
        Those that were made of parts, each with its parts; a repeated token once.
    unknown
        Those that stay zero; a repeated token once.
    total
        How many tokens there are.
    """

    known: int
    composed: tuple[tuple[str, tuple[str, ...]], ...]
    unknown: tuple[str, ...]
    total: int


def coverage_of(tokens: Sequence[str], origins: Sequence[Origin]) -> Coverage:
    """Sort `tokens` by the origins of their vectors."""
    pairs = list(zip(tokens, origins, strict=True))
    return Coverage(
        known=sum(origin.kind == "table" for origin in origins),
        composed=tuple({token: origin.parts for token, origin in pairs if origin.kind == "composed"}.items()),
        unknown=tuple(dict.fromkeys(token for token, origin in pairs if origin.kind == "unknown")),
        total=len(pairs),
    )
