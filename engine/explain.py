"""How one number came about: the worked example of any cell, as data.

A cell is explained by steps, each of which takes the value of the one before and says what was done
to it. Operands name where they come from (`Ref`), so that a reader can follow them further back.
Everything is recomputed in float64 from the trace's own arrays; nothing is rounded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.attention import unit
from engine.embedding import numbering
from engine.measures import sums_to_one
from engine.projections.edits import WEIGHTS
from engine.trace import Trace
from engine.vectors.table import Origin

Array = NDArray[np.float64]
Does = Literal[
    "look_up",
    "one_hot",
    "idf",
    "position",
    "same",
    "product",
    "norms",
    "distance",
    "scale",
    "mask",
    "softmax",
    "relu",
    "length",
    "row",
    "none",
    "mean",
    "weight",
    "edited",
]


@dataclass(frozen=True)
class Ref:
    """A row or a column of a matrix of the trace: ``Ref("Q", head=0, row=3)``."""

    matrix: str
    head: int = 0
    row: int | None = None
    col: int | None = None


@dataclass(frozen=True, eq=False)
class Step:
    """One thing done on the way to a number.

    Attributes
    ----------
    does
        What is done, which says how `left`, `right` and `by` are used:

        ==========  ==================================================================
        look_up     the entry of the vector table; `origin` says of which word
        one_hot     1 where the column is the number of the token, `by`
        idf         times `by`
        position    plus `by`
        same        raw mode: the entry of X itself
        product     Σ left_k right_k
        norms       divided by |left| |right|, `by`
        distance    -|left - right|
        scale       divided by √d_k, `by`
        mask        hidden: no score, weight 0
        softmax     exp(left_c / by) / Σ exp(left_j / by)
        relu        max(value, 0)
        length      divided by m, `by`
        row         divided by the row's sum, `by`
        none        the score as it is
        mean        the mean of `left`, one entry a head
        weight      the entry of W as its source gave it
        edited      set by hand; `by` is what it was before
        ==========  ==================================================================
    value
        The result.
    left, right
        The operands.
    left_ref, right_ref
        Where the operands are in the trace.
    """

    does: Does
    value: float
    left: Array | None = None
    right: Array | None = None
    left_ref: Ref | None = None
    right_ref: Ref | None = None
    by: float = 1.0
    origin: Origin | None = None


@dataclass(frozen=True, eq=False)
class Explanation:
    """The worked example of the cell (row, col) of a matrix; `head` None is the mean over heads."""

    matrix: str
    head: int | None
    row: int
    col: int
    value: float
    steps: tuple[Step, ...]


def explain(trace: Trace, matrix: str, row: int, col: int, head: int | None = None) -> Explanation:
    """Return how the cell (row, col) of ``trace.matrix(matrix, head)`` was computed.

    Raises
    ------
    IndexError
        There is no such cell.
    """
    if min(row, col, head or 0) < 0:  # NumPy would count from the end
        raise IndexError(f"{matrix}[{row}, {col}], head {head}")
    value = float(trace.matrix(matrix, head)[row, col])
    return Explanation(matrix, head, row, col, value, _steps(trace, matrix, row, col, head))


def _steps(trace: Trace, matrix: str, row: int, col: int, head: int | None) -> tuple[Step, ...]:
    if matrix == "X":
        return _of_X(trace, row, col)
    if matrix in WEIGHTS:
        return (_of_entry(trace, matrix, row, col, head),)
    if matrix in ("Q", "K", "V"):
        return _of_projection(trace, matrix, row, col, head)
    if matrix == "Z":
        return _of_output(trace, row, col)
    if head is None and trace.heads > 1:
        if np.isneginf(trace.S[0, row, col]):  # a mask hides a pair from every head
            return (Step("mask", -np.inf),)
        every = trace.S if matrix == "S" else trace.A
        return (_mean(every[:, row, col], Ref(matrix, row=row, col=col)),)
    of_score = _of_score(trace, row, col, head or 0)
    return of_score if matrix == "S" else (*of_score, *_of_weight(trace, row, col, head or 0))


def _of_X(trace: Trace, row: int, col: int) -> tuple[Step, ...]:
    made = trace.embedding
    value = float(made.base[row, col])
    if trace.settings.vectors == "onehot":
        number = numbering(trace.tokens)[trace.tokens[row]]
        steps = [Step("one_hot", value, by=number)]
    else:
        steps = [Step("look_up", value, origin=made.origins[row])]
    if made.idf is not None:
        value *= float(made.idf[row])
        steps.append(Step("idf", value, by=float(made.idf[row])))
    if made.position is not None:
        value += float(made.position[row, col])
        steps.append(Step("position", value, by=float(made.position[row, col])))
    return tuple(steps)


def _of_projection(trace: Trace, matrix: str, row: int, col: int, head: int | None) -> tuple[Step, ...]:
    W = getattr(trace, f"W_{matrix}")
    if W is None:
        return (Step("same", float(trace.X[row, col]), left_ref=Ref("X", row=row, col=col)),)
    if head is None:
        head, col = divmod(col, W.shape[2])
    right = Ref(f"W_{matrix}", head, col=col)
    return (_product(trace.X[row], W[head, :, col], Ref("X", row=row), right),)


def _of_entry(trace: Trace, matrix: str, row: int, col: int, head: int | None) -> Step:
    W, edited = getattr(trace, matrix), trace.projections.edited if trace.projections else {}
    if head is None:
        head, col = divmod(col, W.shape[2])
    value = float(W[head, row, col])
    before = (
        was for p, was in edited.items() if (p.matrix, p.head, p.row, p.col) == (matrix, head, row, col)
    )
    was = next(before, None)
    return Step("weight", value) if was is None else Step("edited", value, by=was)


def _of_output(trace: Trace, row: int, col: int) -> tuple[Step, ...]:
    head, col = divmod(col, trace.V.shape[2])
    left, right = Ref("A", head, row=row), Ref("V", head, col=col)
    return (_product(trace.A[head, row], trace.V[head, :, col], left, right),)


def _of_score(trace: Trace, row: int, col: int, head: int) -> tuple[Step, ...]:
    s = trace.settings
    q, k = trace.Q[head, row], trace.K[head, col]
    refs = Ref("Q", head, row=row), Ref("K", head, row=col)
    if s.similarity == "distance":
        steps = [Step("distance", -float(np.linalg.norm(q - k)), q, k, *refs)]
    else:
        steps = [_product(q, k, *refs)]
    if s.similarity == "cosine":
        by = float(np.linalg.norm(q) * np.linalg.norm(k))
        steps.append(Step("norms", float(unit(q) @ unit(k)), q, k, *refs, by=by))
    if s.similarity == "dot" and s.scale:
        by = float(np.sqrt(trace.head_dim))
        steps.append(Step("scale", steps[-1].value / by, by=by))
    if np.isneginf(trace.S[head, row, col]):
        steps.append(Step("mask", -np.inf))
    return tuple(steps)


def _of_weight(trace: Trace, row: int, col: int, head: int) -> tuple[Step, ...]:
    s = trace.settings
    S, value = trace.S[head, row], float(trace.A[head, row, col])
    if np.isneginf(S[col]):
        return ()
    ref = Ref("S", head, row=row)
    if s.activation == "softmax":
        return (Step("softmax", value, left=S, left_ref=ref, by=s.temperature),)
    if s.activation == "none":
        return (Step("none", value),)
    relu = Step("relu", max(float(S[col]), 0.0))
    if s.relu_rescale == "none":
        return (relu,)
    total = float(np.maximum(S, 0).sum()) if sums_to_one(s) else float(len(S))
    return relu, Step(s.relu_rescale, value, left=S, left_ref=ref, by=total)  # type: ignore[arg-type]


def _product(left: Array, right: Array, left_ref: Ref, right_ref: Ref) -> Step:
    return Step("product", float(left @ right), left, right, left_ref, right_ref)


def _mean(values: Array, ref: Ref) -> Step:
    return Step("mean", float(values.mean()), left=values, left_ref=ref)
