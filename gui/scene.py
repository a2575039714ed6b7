"""What panels are given: the state, the trace, and what follows from both about the selection."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.compare import difference, same_tokens
from engine.explain import Explanation, explain
from engine.projections.edits import WEIGHTS, Place
from engine.tokens import Token, shift
from engine.trace import Trace
from engine.words import Words
from gui.state import State
from gui.theme import Theme


@dataclass(frozen=True, eq=False)
class Scene:
    """One moment of the window. Panels draw from it and from nothing else."""

    state: State
    trace: Trace
    words: Words
    theme: Theme
    pinned: Trace | None = None

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Kept tokens from the most attended to down, by the chosen ranking."""
        return self.trace.by_norm if self.state.ranking == "norm" else self.trace.by_received

    @cached_property
    def selected(self) -> Token | None:
        """The selected token: the one chosen, else the top of the ranking; None without any."""
        at = self.state.anchor
        if at is not None and self.trace.text != self.state.text:  # the newest trace is still under way
            at = shift(at, self.state.text, self.trace.text)
        chosen = (token for token in self.trace.pieces if at is not None and token.start <= at < token.end)
        top = (self.trace.rows[row] for row in self.order[:1])
        return next(chosen, next(top, None))

    @cached_property
    def row(self) -> int | None:
        """The row of the selected token; None where it is not kept."""
        return next((row for row, token in enumerate(self.trace.rows) if token is self.selected), None)

    @cached_property
    def focus(self) -> str:
        """The matrix in focus; without projections Q stands in for its W_Q."""
        focus = self.state.focus
        return focus[-1] if focus in WEIGHTS and self.trace.projections is None else focus

    @property
    def of_weights(self) -> bool:
        """Whether the matrix in focus is one of W, whose rows are dimensions and not tokens."""
        return self.focus in WEIGHTS

    @cached_property
    def matrix(self) -> np.ndarray:
        """The matrix in focus, as it is drawn."""
        return self.trace.matrix(self.focus, self.head)

    @cached_property
    def head(self) -> int | None:
        """The head in focus, where there is such a head."""
        head = self.state.head
        return head if head is not None and head < self.trace.heads else None

    @cached_property
    def difference(self) -> np.ndarray | None:
        """The matrix in focus minus the pinned one; None without one that can be compared."""
        return difference(self.trace, self.pinned, self.focus, self.head) if self.pinned else None

    @cached_property
    def marked_row(self) -> int | None:
        """The row of the matrix in focus that is the selected token's."""
        return None if self.of_weights else self.row

    @cached_property
    def entry(self) -> tuple[int, int] | None:
        """The chosen cell of W, whatever is pointed at; None where W is not in focus."""
        if not self.of_weights:
            return None
        rows, cols = self.matrix.shape
        return min(self.state.entry[0], rows - 1), min(self.state.entry[1], cols - 1)

    @cached_property
    def place(self) -> Place | None:
        """Which entry of W the chosen cell is; None where W is not in focus."""
        if self.entry is None:
            return None
        row, col = self.entry
        head, col = (self.head, col) if self.head is not None else divmod(col, self.trace.head_dim)
        return Place(self.state.request.weights_name, self.focus, head, row, col)

    @cached_property
    def pinned_rows(self) -> dict[int, int]:
        """Which row of the pinned trace each token of the present one is."""
        return same_tokens(self.trace.tokens, self.pinned.tokens) if self.pinned else {}

    @property
    def lacks_head(self) -> bool:
        """Whether the pinned trace has several heads but not the one that is shown: all stand in for it."""
        if self.pinned is None or self.pinned.heads == 1:
            return False
        return self.trace.heads == 1 if self.head is None else self.head >= self.pinned.heads

    @property
    def by_token(self) -> bool:
        """Whether the columns of the matrix in focus are tokens, too."""
        return self.focus in ("S", "A")

    @cached_property
    def col(self) -> int | None:
        """The chosen column of the matrix in focus, else the largest other entry of the row."""
        if self.row is None or not self.matrix.size:
            return None
        if self.state.col is not None and self.state.col < self.matrix.shape[1]:
            return self.state.col
        values = self.matrix[self.row].copy() if self.by_token else np.abs(self.matrix[self.row])
        if self.by_token and len(values) > 1:
            values[self.row] = -np.inf
        return int(values.argmax())

    @cached_property
    def pointed(self) -> tuple[int | None, int | None]:
        """The row and the column of the matrix in focus that are pointed at, here or elsewhere."""
        spot = self.state.hover
        if spot is None:
            return None, None
        keys = spot.stage in ("S", "A")  # then the column is a token, else a dimension of that stage
        fits = self.by_token if keys else spot.stage == self.focus
        rows, cols = self.matrix.shape
        rows = 0 if self.of_weights and not fits else rows
        row = spot.row if spot.row is not None and spot.row < rows else None
        col = spot.col if fits and spot.col is not None and spot.col < cols else None
        return row, col

    @cached_property
    def pointed_tokens(self) -> frozenset[int]:
        """The rows of the tokens that are pointed at, as a query or as a key."""
        row, col = (None, None) if self.of_weights else self.pointed
        return frozenset(each for each in (row, col if self.by_token else None) if each is not None)

    @cached_property
    def cell(self) -> tuple[int, int] | None:
        """The cell that is explained: the one under the pointer, else the selected one."""
        row, col = self.pointed
        if row is not None and col is not None:
            return row, col
        if self.of_weights:
            return self.entry
        return None if self.row is None or self.col is None else (self.row, self.col)

    @cached_property
    def judged(self) -> dict[tuple[int, int], bool]:
        """The cells of the matrix in focus that were right answers to a question, or wrong ones."""
        told = self.state.judged
        if told is None or not self.by_token or told.text != self.trace.text:
            return {}
        rows = {place: row for row, place in enumerate(self.trace.places)}
        return {
            (rows[query], rows[key]): right
            for cells, right in ((told.right, True), (told.wrong, False))
            for query, key in cells
            if query in rows and key in rows
        }

    @cached_property
    def explanation(self) -> Explanation | None:
        """How the explained cell was computed."""
        if self.cell is None:
            return None
        return explain(self.trace, self.focus, *self.cell, head=self.head)

    @cached_property
    def weights(self) -> np.ndarray | None:
        """Whom the selected token looks at: its row of A; None where it is not kept."""
        return None if self.row is None else self.trace.matrix("A", self.head)[self.row]


def standing(before: Scene | None, trace: Trace, state: State) -> int | None:
    """Return where the token starts that was looked at, if it is still kept in another trace of its sentence.

    Nobody chose it, yet a switch must not change which word everything speaks of. None where one was
    chosen, and in the course, whose pages say themselves which word they are about.
    """
    if state.anchor is not None or state.course.own is not None or before is None:
        return None
    token = before.selected if before.trace.text == trace.text else None
    return token.start if token and any(row.start == token.start for row in trace.rows) else None
