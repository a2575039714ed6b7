"""From text and settings to a `Trace`, stage by stage, each stage only when what it uses changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import isqrt
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from engine import attention, measures
from engine.embedding import ONE_HOT_WIDTH, Embedding, embed
from engine.files import file_stamp
from engine.lexicon import Lexicon, shipped_lexicon
from engine.projections import Projections, make_projections
from engine.projections.edits import NO_EDITS, WeightEdits, apply_edits, source_name
from engine.projections.file import heads_in
from engine.resources import Resources
from engine.settings import BUILT_IN, Settings
from engine.tokens import Edits, Token, readable
from engine.trace import Trace
from engine.vectors.choice import SHIPPED, TableChoice
from engine.vectors.table import VectorTable

T = TypeVar("T")
Array = NDArray[np.float64]
QUICK_TEXT = 300  # characters
QUICK_WORK = 2**26  # multiplications
DRAW = 60  # what three random numbers cost, in multiplications
LARGEST = 2**23  # entries of S over all heads: 64 MB, and as much again for A


@dataclass(frozen=True)
class Request:
    """Everything that decides a trace: the text, the options, what was edited by hand."""

    text: str
    settings: Settings = Settings()
    edits: Edits = Edits()
    lexicon: Lexicon = field(default_factory=shipped_lexicon)
    table: TableChoice = SHIPPED
    weight_edits: WeightEdits = NO_EDITS

    @property
    def weights_name(self) -> str:
        """What W is called that edits by hand belong to."""
        s = self.settings
        return source_name(s.weights, s.vectors, self.table.file, s.seed)


def is_quick(request: Request, resources: Resources) -> bool:
    """Whether `request` surely takes only a few milliseconds."""
    s, m = request.settings, len(request.text)
    loaded = resources.ready and resources.is_open(request.table) and s.weights in BUILT_IN
    heads = 1 if s.attention == "raw" or s.weights == "identity" else s.heads
    # Scores cost m² d_k; their rank costs m³ where it is not found through d_k × d_k matrices.
    decomposed = m if s.similarity == "distance" or m <= s.head_dim or s.attention == "raw" else 0
    drawn = DRAW * ONE_HOT_WIDTH * s.head_dim  # random numbers, where W is not remembered
    work = heads * (m * m * (s.head_dim + decomposed) + drawn)
    return loaded and m <= QUICK_TEXT and work <= QUICK_WORK


def head_count(settings: Settings) -> int:
    """Return how many heads there will be; `PeonyError` where a file that decides it cannot be read."""
    if settings.attention == "raw" or settings.weights == "identity":
        return 1
    return settings.heads if settings.weights in BUILT_IN else heads_in(settings.weights)


class Analyser:
    """Computes traces, and remembers each stage's last result so that the next one reuses it.

    One analyser serves one thread at a time; several may share their `Resources`.
    """

    def __init__(self, resources: Resources) -> None:
        self.resources = resources
        self._memory: dict[str, tuple[object, Any]] = {}

    def analyse(self, request: Request, check: Callable[[], None] = lambda: None) -> Trace:
        """Return the trace of `request`.

        `check` is called before each stage that runs, and may raise `Cancelled` to leave off.

        Raises
        ------
        PeonyError
            A file that the request names cannot be used.
        """
        return _Run(request, self._memory, self.resources, check).trace()

    def heads(self, request: Request) -> int:
        """Return how many heads the trace of `request` will have."""
        return _Run(request, self._memory, self.resources, lambda: None).heads()


class _Run:
    """One analysis: the stages in order, each keyed on the stages and options that it uses."""

    def __init__(
        self,
        request: Request,
        memory: dict[str, tuple[object, Any]],
        resources: Resources,
        check: Callable[[], None],
    ) -> None:
        self.request, self.settings = request, request.settings
        self.memory, self.resources, self.check = memory, resources, check

    def stage(self, name: str, key: object, compute: Callable[[], T]) -> T:
        """Return the remembered result of stage `name` where `key` is still the same."""
        last = self.memory.get(name)
        if last is not None and last[0] == key:
            return last[1]  # type: ignore[no-any-return]
        self.check()
        result = compute()
        freeze(result)
        self.memory[name] = (key, result)
        return result

    def trace(self) -> Trace:
        """Run what is not remembered, and gather every intermediate."""
        s = self.settings
        table = self.resources.open(self.request.table, check=self.check)
        pieces, kept, beyond = self.tokens()
        X_key, embedding = self.embedding(pieces, kept, table)
        QKV_key, W, (Q, K, V) = self.projected(X_key, embedding.X, table)
        S_key = (QKV_key, s.similarity, s.scale, s.mask)
        S = self.stage("S", S_key, lambda: attention.scores(Q, K, s))
        A_key = (S_key, s.activation, s.temperature, s.relu_rescale)
        A = self.stage("A", A_key, lambda: attention.weigh(S, s))
        Z = self.stage("Z", A_key, lambda: attention.mix(A, V))
        of_S = self.stage("of S", S_key, lambda: measures.of_scores(Q, K, S, s))
        of_A = self.stage("of A", A_key, lambda: measures.of_weights(A, s))
        return self.stage(
            "trace",
            (self.request, table.fingerprint, A_key),
            lambda: Trace(
                text=readable(self.request.text),
                settings=s,
                pieces=pieces,
                kept=kept,
                beyond=beyond,
                embedding=embedding,
                projections=W,
                Q=Q,
                K=K,
                V=V,
                S=S,
                A=A,
                Z=Z,
                norms=measures.norms(Z),
                received=measures.received(A),
                diagnostics=measures.Diagnostics(*of_S, *of_A, sparsity_X=measures.sparsity(embedding.X)),
                table=table,
            ),
        )

    def tokens(self) -> tuple[tuple[Token, ...], NDArray[np.bool_], int]:
        """Cut the text; return all tokens, which of them are computed, how many are too many."""
        text, edits, lexicon = readable(self.request.text), self.request.edits, self.request.lexicon
        remove = self.settings.stopwords == "remove"
        pieces = self.stage(
            "tokens",
            (text, edits, lexicon, remove),
            lambda: self.resources.tokenizer.tokens(text, lexicon, edits, remove),
        )
        kept = np.array([token.kept for token in pieces], dtype=bool)
        too_many = np.flatnonzero(kept)[isqrt(LARGEST // self.heads()) :]
        kept[too_many] = False
        freeze(kept)
        return pieces, kept, len(too_many)

    def heads(self) -> int:
        """Return how many heads there will be, which is known before there are vectors."""
        s = self.settings
        if s.weights in BUILT_IN:
            return head_count(s)
        key = (s.attention, s.weights, file_stamp(s.weights))
        return self.stage("heads", key, lambda: head_count(s))

    def embedding(
        self, pieces: tuple[Token, ...], kept: NDArray[np.bool_], table: VectorTable
    ) -> tuple[object, Embedding]:
        """Look up the vectors of the kept tokens."""
        s = self.settings
        words = tuple(token.text for token, stays in zip(pieces, kept, strict=True) if stays)
        key = (words, s.vectors, s.tfidf, s.position, table.fingerprint)
        return key, self.stage("X", key, lambda: embed(words, s, table))

    def projected(
        self, X_key: object, X: Array, table: VectorTable
    ) -> tuple[object, Projections | None, tuple[Array, Array, Array]]:
        """Return Q, K, V: X itself in raw mode, else X times each projection."""
        if self.settings.attention == "raw":
            one_head = X[None]
            return (X_key, "raw"), None, (one_head, one_head, one_head)
        s, n = self.settings, X.shape[1]
        stamp = None if s.weights in BUILT_IN else file_stamp(s.weights)
        source = table.fingerprint if s.weights == "trained" else stamp
        W_key = (s.weights, source, s.vectors, s.seed, s.heads, s.head_dim, n)
        made = self.stage("W", W_key, lambda: make_projections(s, n, table))
        edits = self.request.weight_edits.of(self.request.weights_name)
        W = self.stage("edited W", (W_key, edits), lambda: apply_edits(made, edits)) if edits else made
        key = (X_key, W_key, edits)
        return key, W, self.stage("QKV", key, lambda: project_all(X, W))


def project_all(X: Array, W: Projections) -> tuple[Array, Array, Array]:
    """Return Q, K, V, each (h, m, d_k); where two projections are one array, so are their results."""
    Q = attention.project(X, W.W_Q)
    # Not only saved work: BLAS multiplies an array by its own transpose in another order of additions,
    # and identity must give what raw attention gives, to the last digit.
    K = Q if W.W_K is W.W_Q else attention.project(X, W.W_K)
    V = Q if W.W_V is W.W_Q else attention.project(X, W.W_V)
    return Q, K, V


def freeze(result: object) -> None:
    """Make every array in a stage's result read-only: results are shared between traces."""
    if isinstance(result, np.ndarray):
        result.flags.writeable = False
    elif isinstance(result, tuple):
        for part in result:
            freeze(part)
    elif isinstance(result, Embedding | Projections | measures.Diagnostics):
        freeze(tuple(vars(result).values()))
    elif isinstance(result, Trace):
        freeze((result.norms, result.received))
