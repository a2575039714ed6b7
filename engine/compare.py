"""What differs between a pinned trace and the present one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from engine.pipeline import Request
from engine.projections.edits import WEIGHTS
from engine.trace import Trace

Array = NDArray[np.float64]
BY_TOKEN = ("S", "A")  # matrices whose columns are tokens, too


@dataclass(frozen=True)
class Apart:
    """One thing that was set otherwise: an option's name, or that of a field of `Request`."""

    name: str
    before: object
    after: object


@dataclass(frozen=True)
class Change:
    """How one attention weight changed; `row` and `col` are those of the present trace."""

    row: int
    col: int
    before: float
    after: float


def settings_apart(before: Request, after: Request) -> tuple[Apart, ...]:
    """Return what decides a trace and was set otherwise, in the order of the fields."""
    found = []
    for holder, other in ((before, after), (before.settings, after.settings)):
        for field in fields(holder):
            was, now = getattr(holder, field.name), getattr(other, field.name)
            if field.name != "settings" and was != now:
                found.append(Apart(field.name, was, now))
    return tuple(found)


def same_tokens(now: Sequence[str], before: Sequence[str]) -> dict[int, int]:
    """Return which row of `before` each row of `now` is: the same word, as often seen by then."""
    places = {key: row for row, key in enumerate(_numbered(before))}
    return {row: places[key] for row, key in enumerate(_numbered(now)) if key in places}


def difference(now: Trace, before: Trace, name: str, head: int | None = None) -> Array | None:
    """Return a matrix of the present trace minus that of the pinned one.

    Parameters
    ----------
    name, head
        As for `Trace.matrix`; a head that the pinned trace lacks is compared with the mean.

    Returns
    -------
    difference
        In the shape of the present matrix. NaN where a token is in one trace only, or where a
        mask hides a score. None where nothing can be compared: no token in common, or widths differ.
    """
    if name in WEIGHTS and before.projections is None:
        return None
    M, other = now.matrix(name, head), before.matrix(name, head_of(before, head))
    if name in WEIGHTS:
        return M - other if M.shape == other.shape else None
    rows = same_tokens(now.tokens, before.tokens)
    cols = rows if name in BY_TOKEN else {col: col for col in range(M.shape[1])}
    if not rows or (name not in BY_TOKEN and M.shape[1] != other.shape[1]):
        return None
    result = np.full(M.shape, np.nan)
    here, there = np.ix_(list(rows), list(cols)), np.ix_(list(rows.values()), list(cols.values()))
    finite = np.isfinite(M[here]) & np.isfinite(other[there])
    result[here] = np.subtract(M[here], other[there], out=np.full(finite.shape, np.nan), where=finite)
    return result


def head_of(trace: Trace, head: int | None) -> int | None:
    """Return the head where the trace has it, else None, which is all of them."""
    return head if head is not None and head < trace.heads else None


def largest_changes(
    now: Trace, before: Trace, count: int, head: int | None = None, least: float = 0.0
) -> tuple[Change, ...]:
    """Return the attention weights that changed most, the largest change first; none that stayed.

    Parameters
    ----------
    least
        A change that is no larger does not count, unless every one is as small.
    """
    apart = difference(now, before, "A", head)
    if apart is None:
        return ()
    size = np.nan_to_num(np.abs(apart))
    order = np.argsort(-size, axis=None, kind="stable")[:count]
    A = now.matrix("A", head)
    floor = least if size.max(initial=0) > least else 0.0
    cells = [divmod(int(place), apart.shape[1]) for place in order if size.flat[place] > floor]
    return tuple(
        Change(row, col, float(A[row, col] - apart[row, col]), float(A[row, col])) for row, col in cells
    )


def _numbered(tokens: Sequence[str]) -> list[tuple[str, int]]:
    seen: Counter[str] = Counter()
    numbered = []
    for token in tokens:
        numbered.append((token, seen[token]))
        seen[token] += 1
    return numbered
