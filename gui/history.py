"""What a person did, step by step, so that it can be undone and done again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from engine.projections.edits import WeightEdits
from gui.state import Work

MOST_STEPS = 500
MOST_WEIGHT = 5_000_000  # characters of all the sentences that are remembered, and weights edited by hand
BURST = 1.0  # seconds between two changes of one burst


@dataclass(frozen=True)
class Step:
    """From one piece of work to the next.

    Attributes
    ----------
    name
        What was done, as a key of the texts.
    burst
        What it may be one step with; None stands alone.
    """

    name: str
    before: Work
    after: Work
    burst: str | None = None

    @cached_property
    def weight(self) -> int:
        """How many characters and edited weights it holds that the step before does not."""
        held = zip(self.before, self.after, strict=True)
        return sum(_size(new) for old, new in held if new is not old)


class History:
    """Steps done and steps undone. It holds frozen work only, and a bounded amount of it."""

    def __init__(self, present: Work) -> None:
        self.present = present
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._open = False
        self._last = 0.0

    @property
    def undoable(self) -> str | None:
        """The name of what `undo` takes back; None where there is nothing."""
        return self._done[-1].name if self._done else None

    @property
    def redoable(self) -> str | None:
        """The name of what `redo` does again; None where there is nothing."""
        return self._undone[-1].name if self._undone else None

    def record(self, work: Work, name: str, at: float, burst: str | None = None, held: bool = False) -> None:
        """Take note that the work is now `work`.

        Parameters
        ----------
        work
            Where it is what it was, nothing happened.
        name
            What was done.
        at
            When, in seconds.
        burst
            What it may be one step with: the last, if that has the same and is not long ago.
        held
            Whether it belongs to something that is being dragged, however slowly.
        """
        if work == self.present:
            return
        self._undone.clear()
        last = self._done[-1] if self._done and self._open else None
        near = last is not None and burst is not None and last.burst == burst
        if last is not None and near and (held or at - self._last <= BURST):
            self._done[-1] = replace(last, after=work)
        else:
            self._done.append(Step(name, self.present, work, burst))
        if self._done[-1].before == work:
            self._done.pop()  # typed and taken back in one burst
        self.present, self._last, self._open = work, at, True
        self._trim()

    def seal(self) -> None:
        """Let the next change begin a new step."""
        self._open = False

    def undo(self) -> Work | None:
        """Step back; return the work to be shown, None where there is nothing to undo."""
        return self._move(self._done, self._undone, lambda step: step.before)

    def redo(self) -> Work | None:
        """Step forward again."""
        return self._move(self._undone, self._done, lambda step: step.after)

    def clear(self, present: Work) -> None:
        """Begin anew with other work."""
        self.present = present
        self._done.clear()
        self._undone.clear()
        self.seal()

    def mend(self, mended: Callable[[Work], Work]) -> None:
        """Replace each piece of work, as where one turned out to be impossible; empty steps go."""
        self.present = mended(self.present)
        for steps in (self._done, self._undone):
            new = (replace(step, before=mended(step.before), after=mended(step.after)) for step in steps)
            steps[:] = [step for step in new if step.before != step.after]
        self.seal()

    def _move(self, source: list[Step], target: list[Step], side: Callable[[Step], Work]) -> Work | None:
        self.seal()
        if not source:
            return None
        target.append(source.pop())
        self.present = side(target[-1])
        return self.present

    def _trim(self) -> None:
        while len(self._done) > MOST_STEPS or sum(step.weight for step in self._done) > MOST_WEIGHT:
            del self._done[0]


def _size(value: object) -> int:
    if isinstance(value, str):
        return len(value)
    return len(value.values) if isinstance(value, WeightEdits) else 0
