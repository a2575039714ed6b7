"""One output unit drawn as an artificial neuron: inputs times weights, added up, activated (claim 19).

A unit of Q, K or V is a neuron in the plain sense: its weights are a column of W and stay what they
are whatever the sentence. A unit of Z has the same form, but its weights are a row of A, which the
sentence itself makes: change a word and they change.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine import attention
from engine.embedding import embed
from engine.errors import PeonyError
from engine.explain import explain
from engine.pipeline import freeze, project_all
from engine.projections import Projections, make_projections
from engine.projections.edits import apply_edits
from engine.trace import Trace

Array = NDArray[np.float64]
UNITS = ("Q", "K", "V", "Z")
ACTIVATIONS = ("identity", "relu")


@dataclass(frozen=True, eq=False)
class Unit:
    """One entry of Q, K, V or Z as a neuron.

    Attributes
    ----------
    matrix, head, row, col
        Which entry: of Z, column `col` within the head.
    inputs
        What comes in: token i's vector x_i (n,), or column c of V (m,).
    weights
        What each input is multiplied by: column c of W (n,), or token i's row of A (m,).
    value
        The sum of the products: the entry as attention computes it.
    """

    matrix: str
    head: int
    row: int
    col: int
    inputs: Array
    weights: Array
    value: float

    @property
    def products(self) -> Array:
        """Each input times its weight."""
        return self.inputs * self.weights

    def activated(self, activation: str) -> float:
        """Return what a neuron with this activation would put out (one of `ACTIVATIONS`)."""
        return max(self.value, 0.0) if activation == "relu" else self.value


@dataclass(frozen=True)
class Term:
    """One input on its way into the sum; `number` counts from 0."""

    number: int
    input: float
    weight: float
    product: float


@dataclass(frozen=True)
class Terms:
    """The sum of a unit in few terms: the largest, and all others together.

    Attributes
    ----------
    largest
        In the order of their numbers.
    others, rest
        How many there are besides, and what their products sum to.
    """

    largest: tuple[Term, ...]
    others: int
    rest: float


def unit(trace: Trace, matrix: str, row: int, col: int, head: int = 0) -> Unit | None:
    """Return one entry of `matrix` (one of `UNITS`) as a neuron.

    None where it is none: raw attention has no W, so that Q, K and V are X itself.

    Raises
    ------
    IndexError
        There is no such entry.
    """
    wide = trace.V.shape[2] if matrix == "Z" else getattr(trace, matrix).shape[2]
    if not 0 <= col < wide:
        raise IndexError(f"{matrix}[{row}, {col}]")
    if matrix == "Z":
        step = explain(trace, "Z", row, head * wide + col).steps[0]
    else:
        step = explain(trace, matrix, row, col, head).steps[0]
    if step.left is None or step.right is None:
        return None
    value = float(trace.Z[row, head * wide + col]) if matrix == "Z" else step.value
    inputs, weights = (step.right, step.left) if matrix == "Z" else (step.left, step.right)
    return Unit(matrix, head, row, col, inputs, weights, value)


def terms(unit: Unit, most: int) -> Terms:
    """Return the `most` terms that move the sum most, and the others together."""
    products = unit.products
    chosen = sorted(np.argsort(-np.abs(products), kind="stable")[:most].tolist())
    largest = tuple(
        Term(number, float(unit.inputs[number]), float(unit.weights[number]), float(products[number]))
        for number in chosen
    )
    rest = np.delete(products, chosen)
    return Terms(largest, len(rest), float(rest.sum()))


@dataclass(frozen=True, eq=False)
class Changed:
    """A sentence with one token replaced: what moved and what stayed.

    Attributes
    ----------
    row, word
        Which token was replaced, and by what.
    tokens
        The tokens after the change.
    projections
        Largest absolute difference of an entry of W_Q, W_K and W_V; None in raw mode.
    before, after
        A before and after, (h, m, m).
    Z_before, Z_after
        The output rows before and after, (m, h·d_k).
    """

    row: int
    word: str
    tokens: tuple[str, ...]
    projections: dict[str, float] | None
    before: Array
    after: Array
    Z_before: Array
    Z_after: Array

    def __post_init__(self) -> None:
        """Make every array read-only."""
        freeze(tuple(vars(self).values()))

    @property
    def difference(self) -> Array:
        """New weights less old ones, (h, m, m)."""
        return self.after - self.before

    @property
    def largest(self) -> float:
        """Largest absolute difference of an attention weight, over all heads."""
        return float(np.abs(self.difference).max(initial=0))

    @property
    def where(self) -> tuple[int, int, int]:
        """Head, row and column of the largest difference."""
        head, row, col = np.unravel_index(int(np.abs(self.difference).argmax()), self.after.shape)
        return int(head), int(row), int(col)


def change_word(trace: Trace, row: int, word: str) -> Changed:
    """Replace one kept token, compute everything anew, W too, and compare.

    The word goes in as one token, whatever jieba would make of it. In a one-hot vocabulary of more
    than 512 distinct tokens a new one would widen X, and with it W: then nothing can be compared.

    Raises
    ------
    IndexError
        There is no such token.
    PeonyError
        X gets another width.
    """
    if not 0 <= row < len(trace.tokens):
        raise IndexError(f"token {row} of {len(trace.tokens)}")
    tokens = (*trace.tokens[:row], word, *trace.tokens[row + 1 :])
    X = embed(tokens, trace.settings, trace.table).X
    if X.shape != trace.X.shape:
        raise PeonyError("word_widens", before=trace.X.shape[1], after=X.shape[1])
    if trace.projections is None:
        differences, (Q, K, V) = None, (X[None], X[None], X[None])
    else:
        W = _made_again(trace, trace.projections)
        differences, (Q, K, V) = _apart(trace.projections, W), project_all(X, W)
    A = attention.weigh(attention.scores(Q, K, trace.settings), trace.settings)
    return Changed(row, word, tokens, differences, trace.A, A, trace.Z, attention.mix(A, V))


def _made_again(trace: Trace, old: Projections) -> Projections:
    """Make W anew from its source, and set in it what was set by hand."""
    edits = tuple(
        (place, float(getattr(old, place.matrix)[place.head, place.row, place.col])) for place in old.edited
    )
    return apply_edits(make_projections(trace.settings, trace.X.shape[1], trace.table), edits)


def _apart(old: Projections, new: Projections) -> dict[str, float]:
    names = ("W_Q", "W_K", "W_V")
    return {name: float(np.abs(getattr(new, name) - getattr(old, name)).max()) for name in names}
