"""What says whether a sentence bears a page's claim out. Nothing is taken for granted."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from engine.course import factors
from engine.course.answers import dropped_attention
from engine.course.evidence import SAME, Evidence, alike, different, lengths, on_diagonal, reversal
from engine.measures import ranking

Array = NDArray[np.float64]
NEAR = 0.5  # cosine from which on words count as near each other
CHANGE = 1e-3  # of a weight, from which on it can be seen


def meaning_ranks(evidence: Evidence) -> bool:
    """Vectors with meaning part the words: output rows and received weights differ between words."""
    after = evidence.after
    return _differ(after.norms) and _differ(after.received)


def several_characters(evidence: Evidence) -> bool:
    """Some token has several characters."""
    return any(len(token.text) > 1 for token in evidence.after.pieces)


def dropped_is_light(evidence: Evidence) -> bool:
    """What is dropped took clearly less attention than its share of the tokens."""
    return bool(evidence.dropped) and "less" in dropped_attention(evidence)


def sparse_then_dense(evidence: Evidence) -> bool:
    """Nearly all of X is zeros before, and hardly any after."""
    before, after = evidence.before.diagnostics.sparsity_X, evidence.after.diagnostics.sparsity_X
    return before > 0.9 and after < 0.1


def cosine_is_divided_product(evidence: Evidence) -> bool:
    """There are two different words, and dividing by lengths turns their products into cosines."""
    before, after = evidence.before, evidence.after
    if before.places != after.places or alike(before) is None:
        return False
    size = np.outer(lengths(before), lengths(before))
    return np.allclose(before.X @ before.X.T / np.where(size > 0, size, 1), after.matrix("S"))


def dense_shows_likeness(evidence: Evidence) -> bool:
    """Different words are all unlike before, and differently alike after."""
    before, after = _off_diagonal(evidence, "S")
    return bool(before.size) and not before.any() and _differ(after)


def every_pair(evidence: Evidence) -> bool:
    """S holds the product of every pair of word vectors."""
    X = evidence.after.X
    return len(X) > 1 and np.allclose(evidence.after.matrix("S"), X @ X.T)


def neighbours_are_near(evidence: Evidence) -> bool:
    """The subject's nearest words in the table point much the same way."""
    found = [cosine for _, cosine in evidence.neighbours]
    return bool(found) and float(np.mean(found)) > NEAR


def lengths_part(evidence: Evidence) -> bool:
    """Word vectors differ in length, and more so after."""
    return _ratio(lengths(evidence.after)) > (1 + SAME) * _ratio(lengths(evidence.before))


def output_mixes(evidence: Evidence) -> bool:
    """Output rows hold something of other words after, which they do not before."""
    before, after = _off_diagonal(evidence, "A")
    return bool(after.size) and not before.any() and bool(after.any())


def fault_one(evidence: Evidence) -> bool:
    """Every row's largest score is its own and S is symmetric before; neither holds after."""
    before, after = evidence.before.diagnostics.asymmetry, evidence.after.diagnostics.asymmetry
    if before is None or after is None:
        return False
    own = on_diagonal(evidence.before).all() and bool(evidence.lost)
    return bool(own) and float(before.max()) < SAME < float(after.min())


def fault_two(evidence: Evidence) -> bool:
    """Raw scores cannot make every word look at the next one, and a W made for that can."""
    solved, m = factors.solved_scores(evidence.after), len(evidence.after.tokens)
    best = factors.best_temperature_loss(evidence.before.matrix("S"))
    return factors.hits(solved) == m - 1 and factors.next_loss(solved) < best


def richer(evidence: Evidence) -> bool:
    """There is nothing to learn before; after there is, and S is no longer symmetric."""
    found = evidence.after.diagnostics.asymmetry
    learned = evidence.before.projections is None and evidence.after.projections is not None
    return learned and found is not None and float(found.min()) > SAME


def thin_factors(evidence: Evidence) -> bool:
    """The rank of S falls with the width of a head."""
    before, after = evidence.before.diagnostics.rank, evidence.after.diagnostics.rank
    if before is None or after is None:
        return False
    return int(after[0]) <= evidence.after.head_dim < int(before[0])


def saturates(evidence: Evidence) -> bool:
    """Rows of A become more one-sided."""
    before, after = evidence.before.diagnostics.entropy, evidence.after.diagnostics.entropy
    if before is None or after is None:
        return False
    return float(after.mean()) < float(before.mean()) - SAME


def relu_cuts(evidence: Evidence) -> bool:
    """Rows no longer sum to 1, and some weights are exactly 0 that were not."""
    sums = evidence.after.A.sum(axis=-1)
    more = evidence.after.diagnostics.sparsity_A > evidence.before.diagnostics.sparsity_A
    return more and not np.allclose(sums, 1)


def longest_is_looked_at(evidence: Evidence) -> bool:
    """The token with the longest output row also receives the most weight."""
    return ranking(evidence.after.norms)[0] == ranking(evidence.after.received)[0]


def order_needs_position(evidence: Evidence) -> bool:
    """Reversed words change no weight before, and some after."""
    return reversal(evidence.before) == 0 and reversal(evidence.after) > CHANGE


def only_attention_moves(evidence: Evidence) -> bool:
    """With other words around, W stays as it is and weights between the same tokens change."""
    before, after = evidence.before.W_Q, evidence.after.W_Q
    same = before is not None and after is not None and np.array_equal(before, after)
    return same and evidence.weight_change > CHANGE


def heads_differ(evidence: Evidence) -> bool:
    """Some word has not the same strongest key in every head."""
    strongest = evidence.after.A.argmax(axis=-1)
    return bool((strongest != strongest[0]).any())


def _differ(values: Array) -> bool:
    return bool(values.size) and not np.allclose(values, values[0], rtol=SAME, atol=0)


def _ratio(values: Array) -> float:
    return float(values.max() / values.min()) if values.min() > 0 else 1.0


def _off_diagonal(evidence: Evidence, matrix: str) -> tuple[Array, Array]:
    """Return the entries of two different words on both sides; none where the sides keep other tokens."""
    before, after = evidence.before, evidence.after
    if before.places != after.places:
        return np.zeros(0), np.zeros(0)
    apart = different(before)
    return before.matrix(matrix)[apart], after.matrix(matrix)[apart]


CHECKS: Mapping[str, Callable[[Evidence], bool]] = {
    check.__name__: check
    for check in (
        meaning_ranks, several_characters, dropped_is_light, sparse_then_dense,
        cosine_is_divided_product, dense_shows_likeness, every_pair, neighbours_are_near, lengths_part,
        output_mixes, fault_one, fault_two, richer, thin_factors, saturates, relu_cuts,
        longest_is_looked_at, order_needs_position, only_attention_moves, heads_differ,
    )
}  # fmt: skip
