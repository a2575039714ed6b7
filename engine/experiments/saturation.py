"""Why scores are divided by √d_k: without it softmax saturates as vectors grow wider.

For q and k whose entries are independent, of mean 0 and variance 1, q·k has the variance d_k (Vaswani et
al. 2017, footnote 4): the wider the vectors, the farther apart the scores, and the more of a row's weight
goes to the largest one. Divided by √d_k the variance is 1 at every width.

Softmax is taken here without a mask, at temperature 1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.attention import softmax
from engine.measures import entropy
from engine.trace import Trace

Array = NDArray[np.float64]
WIDTHS = (4, 8, 16, 32, 64, 128, 256, 512)
ROWS = 600  # of random attention, over which the curve of the theory is averaged
SEED = 7
MOST = 256  # tokens that are taken: the curves of more would hardly differ, and take long


@dataclass(frozen=True, eq=False)
class Saturation:
    """How sharp softmax is at several widths, for scores as they are and divided by √n.

    Attributes
    ----------
    tokens
        m, how many weights a row has.
    numbers
        How many numbers of its own a vector has; at larger widths it repeats them.
    widths
        n, (w,).
    entropy
        Mean entropy of a row in bits, (2, w): of scores as they are, of divided ones.
    largest
        Mean of a row's largest weight, (2, w).
    """

    tokens: int
    numbers: int
    widths: NDArray[np.int64]
    entropy: Array
    largest: Array

    @property
    def most(self) -> float:
        """The largest entropy that a row can have, in bits."""
        return float(np.log2(self.tokens))

    @property
    def end(self) -> int:
        """The place of the largest width that repeats nothing; the last one where all but the first do."""
        fitting = int(np.count_nonzero(self.widths <= self.numbers)) - 1
        return fitting if fitting > 0 else len(self.widths) - 1


def at_width(rows: Array, n: int) -> Array:
    """Return rows (…, d) with n columns: the first n, or all of them over and over."""
    return rows[..., np.arange(n) % rows.shape[-1]]


def of_sentence(trace: Trace, check: Callable[[], None] = lambda: None) -> Saturation:
    """Return the curves of a trace's own Q and K, cut or repeated to each width, over all heads.

    Repeated numbers are not independent: past d_k a product grows with n, and not with √n.
    """
    return _curves(trace.Q[:, :MOST], trace.K[:, :MOST], check)


@lru_cache(maxsize=16)
def of_theory(m: int) -> Saturation:
    """Return the curves of the theory for rows of m weights: Q and K of N(0, 1) entries, seeded."""
    m = min(m, MOST)
    draws = -(-ROWS // m)
    Q, K = np.random.RandomState(SEED).standard_normal((2, draws, m, WIDTHS[-1]))
    return _curves(Q, K, lambda: None)


def _curves(Q: Array, K: Array, check: Callable[[], None]) -> Saturation:
    figures = np.zeros((2, 2, len(WIDTHS)))  # entropy and largest weight, as it is and divided
    for place, n in enumerate(WIDTHS):
        check()
        S = at_width(Q, n) @ at_width(K, n).swapaxes(-1, -2)
        for divided, A in enumerate((softmax(S), softmax(S / np.sqrt(n)))):
            figures[:, divided, place] = entropy(A).mean(), A.max(axis=-1).mean()
    figures.flags.writeable = False
    widths = np.array(WIDTHS)
    widths.flags.writeable = False
    tokens, numbers = Q.shape[-2:]
    return Saturation(tokens, numbers, widths, *figures)


def verdict(found: Saturation) -> str:
    """Return what the curves say, from the narrowest width to the largest that repeats nothing.

    Returns
    -------
    str
        ``single``: one token, which has nothing to choose between. ``mild``: scores as they are keep at
        least half of their rows' entropy, too. ``fails``: even divided ones lose more than half.
        ``holds``: only scores as they are do.
    """
    if found.entropy.max() <= 0:
        return "single"
    keeps = found.entropy[:, found.end] >= found.entropy[:, 0] / 2  # scores as they are, divided ones
    return "mild" if keeps[0] else "holds" if keeps[1] else "fails"


def repeating_saturates(found: Saturation) -> bool:
    """Whether divided scores lose more than half of their entropy once the numbers repeat."""
    divided = found.entropy[1]
    return bool(divided[-1] < divided[found.end] / 2)
