"""What finds the right answers to a page's question: always from the traces, never written down.

An answer is a text, so that it can be kept and compared: a token is its number among all tokens of
the sentence, a cell is ``query,key``, a choice is its outcome's name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from engine.course import factors
from engine.course.evidence import (
    SAME,
    Evidence,
    cosines,
    different,
    largest_pair,
    leaders,
    lengths,
    others_share,
    reversal,
)
from engine.course.page import Kind
from engine.trace import Trace

Right: TypeAlias = frozenset[str]
NONE = "none"  # the answer "no token at all"
CLOSE = 0.1  # relative difference up to which two shares count as about the same


@dataclass(frozen=True)
class Rule:
    """Finds the right answers.

    Attributes
    ----------
    outcomes
        All that a choice can be.
    pairs
        Whether a cell stands for two words, and is the same answer with query and key exchanged.
    barred
        Finds what is no answer to this question, though it is of its kind.
    """

    kind: Kind
    find: Callable[[Evidence], Right]
    outcomes: tuple[str, ...] = ()
    pairs: bool = False
    barred: Callable[[Evidence], Right] = lambda evidence: frozenset()


def token_answers(trace: Trace, rows: Iterable[int]) -> Right:
    """Return rows as answers; `NONE` where there are none."""
    return frozenset(str(trace.places[row]) for row in rows) or frozenset({NONE})


def cell_answers(trace: Trace, pairs: Iterable[Iterable[int]]) -> Right:
    """Return (query, key) rows as answers."""
    return frozenset(",".join(str(trace.places[row]) for row in pair) for pair in pairs)


def equal(value: float, **outcomes: float) -> Right:
    """Return the outcomes whose figure is `value`."""
    return frozenset(name for name, figure in outcomes.items() if figure == value)


def compared(value: float, with_: float, less: str, same: str, more: str, close: float = SAME) -> Right:
    """Return whether a figure is less than another, about the same, or more."""
    if abs(value - with_) <= close * abs(with_):
        return frozenset({same})
    return frozenset({less if value < with_ else more})


def counted(value: int, of: int) -> Right:
    """Return ``none``, ``some`` or ``all``."""
    if not 0 < value < of:
        return frozenset({"all" if value and value == of else "none"})
    return frozenset({"some"})


def longest_output(evidence: Evidence) -> Right:
    """The tokens with the longest output row, after."""
    return token_answers(evidence.after, leaders(evidence.after.norms))


def longest_vector(evidence: Evidence) -> Right:
    """The tokens with the longest word vector, after."""
    return token_answers(evidence.after, leaders(lengths(evidence.after)))


def most_received(evidence: Evidence) -> Right:
    """The tokens that receive the most weight, after."""
    return token_answers(evidence.after, leaders(evidence.after.received))


def nearest_to_subject(evidence: Evidence) -> Right:
    """The other words whose vectors are most like the subject's, after."""
    trace, row = evidence.after, evidence.subject
    if row is None:
        return frozenset({NONE})
    others = np.flatnonzero(different(trace)[row])
    return token_answers(trace, (int(others[each]) for each in leaders(cosines(trace)[row, others])))


def the_subject(evidence: Evidence) -> Right:
    """The subject itself, wherever it stands."""
    trace, row = evidence.after, evidence.subject
    if row is None:
        return frozenset()
    return token_answers(trace, np.flatnonzero(~different(trace)[row]).tolist())


def lost_diagonal(evidence: Evidence) -> Right:
    """The tokens whose own score was the largest of their row before, and is not after."""
    return token_answers(evidence.before, evidence.lost)


def most_alike(evidence: Evidence) -> Right:
    """The pairs of different words with the largest score after, in either order."""
    trace = evidence.after
    S = trace.matrix("S")
    pair = largest_pair(trace, S)
    if pair is None:
        return frozenset()
    ties = np.argwhere(different(trace) & np.isclose(S, S[pair], rtol=SAME, atol=0))
    return cell_answers(trace, [tuple(map(int, tie)) for tie in (*ties, *ties[:, ::-1])])


def zero_weight(evidence: Evidence) -> Right:
    """The cells whose weight is exactly 0 in the first head, after."""
    return cell_answers(evidence.after, np.argwhere(evidence.after.A[0] == 0).tolist())


def rows_of_X(evidence: Evidence) -> Right:
    """Whether X after has a row for each character, each token, or each word."""
    after = evidence.after
    characters = sum(not character.isspace() for character in after.text)
    words = sum(token.kind == "word" for token in after.pieces)
    return equal(len(after.tokens), characters=characters, tokens=len(after.pieces), words=words)


def dropped_attention(evidence: Evidence) -> Right:
    """Whether what is dropped took less attention than its share of the tokens."""
    mass = float(evidence.before.received[list(evidence.dropped)].sum())
    share = len(evidence.dropped) / len(evidence.before.tokens)
    return compared(mass, share, "less", "same", "more", CLOSE)


def zeros(evidence: Evidence) -> Right:
    """How much of X is zeros, after."""
    share = evidence.after.diagnostics.sparsity_X
    return frozenset({"most" if share > 0.75 else "half" if share > 0.25 else "few"})


def diagonal(evidence: Evidence) -> Right:
    """What the diagonal of S holds, after: ones, the squared lengths, or zeros."""
    own, square = np.diagonal(evidence.after.matrix("S")), lengths(evidence.after) ** 2
    known = square > 0
    values = {"ones": np.ones_like(own), "squares": square, "zeros": np.zeros_like(own)}
    return frozenset(
        name for name, value in values.items() if np.allclose(own[known], value[known], atol=SAME)
    )


def size_of_S(evidence: Evidence) -> Right:
    """How many numbers S holds, after."""
    m = len(evidence.after.tokens)
    return equal(evidence.after.S[0].size, tokens=m, pairs=m * (m - 1) // 2, cells=m * m)


def from_others(evidence: Evidence) -> Right:
    """How much of the subject's output row comes from other tokens, after."""
    share = 0.0 if evidence.subject is None else others_share(evidence.after, evidence.subject)
    return frozenset({"none" if share < SAME else "less" if share < 0.5 else "more"})


def solved(evidence: Evidence) -> Right:
    """For how many words the next can be made the strongest key, by a W made for that."""
    return counted(factors.hits(factors.solved_scores(evidence.after)), len(evidence.after.tokens) - 1)


def learned_numbers(evidence: Evidence) -> Right:
    """How many numbers there are to learn, after."""
    m, n = evidence.after.X.shape
    W = evidence.after.projections
    size = 0 if W is None else W.W_Q.size + W.W_K.size + W.W_V.size
    return equal(
        size, cells=m * m, width=n, projections=3 * evidence.after.heads * n * evidence.after.head_dim
    )


def rank_of_S(evidence: Evidence) -> Right:
    """The rank of S, after."""
    found, m = evidence.after.diagnostics.rank, len(evidence.after.tokens)
    return frozenset() if found is None else equal(int(found[0]), one=1, two=2, full=m)


def entropy_change(evidence: Evidence) -> Right:
    """Whether the mean entropy of the rows of A falls, stays or rises."""
    before, after = evidence.before.diagnostics.entropy, evidence.after.diagnostics.entropy
    if before is None or after is None:
        return frozenset()
    return compared(float(after.mean()), float(before.mean()), "falls", "same", "rises")


def reversed_weights(evidence: Evidence) -> Right:
    """Whether weights only move along when the words come in reverse, after."""
    return frozenset({"change" if reversal(evidence.after) else "follow"})


def what_moves(evidence: Evidence) -> Right:
    """Which of W and the attention weights differ between the sides."""
    before, after = evidence.before.W_Q, evidence.after.W_Q
    same_W = before is not None and after is not None and np.array_equal(before, after)
    moved = evidence.weight_change > SAME
    names = {(True, True): "weights", (True, False): "neither", (False, True): "both", (False, False): "W"}
    return frozenset({names[same_W, moved]})


def agreeing_heads(evidence: Evidence) -> Right:
    """For how many words every head has the same strongest key, after."""
    strongest = evidence.after.A.argmax(axis=-1)
    return counted(int((strongest == strongest[0]).all(axis=0).sum()), len(evidence.after.tokens))


def _rules(kind: Kind, *finders: Callable[[Evidence], Right]) -> dict[str, Rule]:
    return {find.__name__: Rule(kind, find) for find in finders}


_SOME = ("none", "some", "all")
ANSWERS: Mapping[str, Rule] = {
    **_rules("token", longest_output, longest_vector, most_received, lost_diagonal),
    "nearest_to_subject": Rule("token", nearest_to_subject, barred=the_subject),
    "most_alike": Rule("cell", most_alike, pairs=True),
    "zero_weight": Rule("cell", zero_weight),
    "rows_of_X": Rule("choice", rows_of_X, ("characters", "tokens", "words")),
    "dropped_attention": Rule("choice", dropped_attention, ("less", "same", "more")),
    "zeros": Rule("choice", zeros, ("most", "half", "few")),
    "diagonal": Rule("choice", diagonal, ("ones", "squares", "zeros")),
    "size_of_S": Rule("choice", size_of_S, ("tokens", "pairs", "cells")),
    "from_others": Rule("choice", from_others, ("none", "less", "more")),
    "solved": Rule("choice", solved, _SOME),
    "learned_numbers": Rule("choice", learned_numbers, ("cells", "width", "projections")),
    "rank_of_S": Rule("choice", rank_of_S, ("one", "two", "full")),
    "entropy_change": Rule("choice", entropy_change, ("falls", "same", "rises")),
    "reversed_weights": Rule("choice", reversed_weights, ("follow", "change")),
    "what_moves": Rule("choice", what_moves, ("W", "weights", "both", "neither")),
    "agreeing_heads": Rule("choice", agreeing_heads, _SOME),
}
