"""Two widgets that share a place fairly, below each other or side by side."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from gui.items.arranged import Arranged


@runtime_checkable
class Yields(Protocol):
    """What can show all that it shows in less height than it wants."""

    def slack(self) -> int:
        """Return by how much less."""


class Shared(Arranged):
    """Gives each of two widgets the height that it wants, and halves it where both want too much.

    Where it is enough that both stand a little closer, both do.

    Lying, they stand side by side with half the width each, if that is enough.
    """

    def __init__(self, first: QWidget, second: QWidget) -> None:
        super().__init__()
        self._both, self._lies = (first, second), False
        for widget in self._both:
            widget.setParent(self)

    def lie(self, lies: bool) -> None:
        """Put them side by side, or below each other again."""
        self._lies = lies
        self.arrange()

    def arrange(self) -> None:
        """Place the parts."""
        first, second = self._both
        high, wide = self.height(), self.width()
        if self._fit_side_by_side(wide):
            half = wide // 2
            for widget, left, part in ((first, 0, half), (second, half, wide - half)):
                widget.setGeometry(left, 0, part, min(_wanted(widget, part), high))
            return
        wanted = [_wanted(widget, wide) for widget in self._both]
        least = _least(second, wide)
        lacking, slack = sum(wanted) - high, [_slack(widget) for widget in self._both]
        if 0 < lacking <= sum(slack):
            upper = wanted[0] - round(lacking * slack[0] / sum(slack))
        else:
            upper = min(wanted[0], max(high - wanted[1], min(high // 2, high - least)))
        first.setGeometry(0, 0, wide, upper)
        second.setGeometry(0, upper, wide, min(wanted[1], high - upper))

    def wanted(self, wide: int) -> int:
        """Return the height that they want in a width."""
        if self._fit_side_by_side(wide):
            return max(_wanted(widget, wide // 2) for widget in self._both)
        return sum(_wanted(widget, wide) for widget in self._both)

    def least(self, wide: int) -> int:
        """Return the height that they must have in a width."""
        if self._fit_side_by_side(wide):
            return max(_least(widget, wide // 2) for widget in self._both)
        return sum(_least(widget, wide) for widget in self._both)

    def _fit_side_by_side(self, wide: int) -> bool:
        return self._lies and wide >= 2 * max(widget.minimumSizeHint().width() for widget in self._both)

    def sizeHint(self) -> QSize:
        """As large as both want to be."""
        return self._together([widget.sizeHint() for widget in self._both])

    def minimumSizeHint(self) -> QSize:
        """As large as both must be, as narrow as they can be."""
        return self._together([widget.minimumSizeHint() for widget in self._both])

    def _together(self, sizes: list[QSize]) -> QSize:
        wide, high = [size.width() for size in sizes], [size.height() for size in sizes]
        return QSize(max(wide), max(high) if self._fit_side_by_side(self.width()) else sum(high))


def _least(widget: QWidget, wide: int) -> int:
    """Return the height that a widget must have; what wraps needs more than its hint where it is narrow."""
    layout, hint = widget.layout(), widget.minimumSizeHint().height()
    wraps = layout is not None and layout.hasHeightForWidth()
    return max(hint, layout.minimumHeightForWidth(wide)) if wraps else hint


def _slack(widget: QWidget) -> int:
    return widget.slack() if isinstance(widget, Yields) else 0


def _wanted(widget: QWidget, wide: int) -> int:
    return widget.heightForWidth(wide) if widget.hasHeightForWidth() else widget.sizeHint().height()
