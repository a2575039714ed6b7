"""Three columns; where they would be too narrow, the last one lies below the other two."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSplitter, QWidget

from gui.items.arranged import Arranged
from gui.items.shared import Shared

LOW = 0.4  # of the height that what lies below may take


class Columns(Arranged):
    """Three widgets side by side, which the person parts as they like.

    The middle one is `roomy()` wide as long as the outer ones have room to give. Where they have none, the
    last goes below: scrolling down is easier than looking through slits, or scrolling sideways. Above it
    the others keep that height.
    """

    def __init__(self, left: QWidget, middle: QWidget, last: Shared, roomy: Callable[[], QSize]) -> None:
        super().__init__()
        self._left, self._middle, self._last, self._roomy = left, middle, last, roomy
        self._wish = 0, 0  # widths of the outer ones
        self._splitter = QSplitter(self)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.splitterMoved.connect(self._keep)
        for widget in (left, middle, last):
            self._splitter.addWidget(widget)

    def outer(self) -> tuple[int, int]:
        """Return the widths of the outer ones where there is room."""
        return self._wish

    def set_outer(self, left: int, last: int) -> None:
        """Give the outer ones a width, as far as there is room."""
        self._wish = left, last
        self.arrange()

    def is_narrow(self) -> bool:
        """Whether the last one lies below."""
        return self._last.parent() is self

    def _keep(self) -> None:
        """Keep what the person dragged."""
        if not self.is_narrow():
            self._wish = self._left.width(), self._last.width()

    def arrange(self) -> None:
        """Place the parts."""
        narrow = self.width() < self._left_least() + self._middle_wants() + _least(self._last)
        if narrow != self.is_narrow():
            self._last.lie(narrow)
            self._last.setParent(self) if narrow else self._splitter.addWidget(self._last)
            self._last.show()
            self.updateGeometry()
        below = self._below() if narrow else 0
        self._splitter.setGeometry(0, 0, self.width(), self.height() - below)
        self._splitter.setSizes([self._left_least(), self.width()] if narrow else self._widths())
        if narrow:
            self._last.setGeometry(0, self.height() - below, self.width(), below)

    def _widths(self) -> list[int]:
        """Return the widths of three columns: the left one gives to the middle first, then the last."""
        hidden = self._left.isHidden()
        left, last = (0, self._wish[1]) if hidden else self._wish
        total = self.width() - (1 if hidden else 2) * self._splitter.handleWidth()
        both = total - self._middle_wants()
        left = max(self._left_least(), min(left, both - last))
        last = max(_least(self._last), min(last, both - left))
        return [left, total - left - last, last]

    def _below(self) -> int:
        least, wanted = self._last.least(self.width()), self._last.wanted(self.width())
        return max(least, min(wanted, round(self.height() * LOW), self.height() - self._roomy().height()))

    def _left_least(self) -> int:
        return 0 if self._left.isHidden() else _least(self._left)

    def _middle_wants(self) -> int:
        return max(_least(self._middle), self._roomy().width())

    def sizeHint(self) -> QSize:
        """Room for the three side by side."""
        return self._splitter.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As narrow as two of them can be, as high as they are laid out."""
        two = self._left_least() + self._splitter.handleWidth() + _least(self._middle)
        high, last = self._splitter.minimumSizeHint().height(), _least(self._last)
        if self.is_narrow():
            high = max(high, self._roomy().height()) + self._last.least(self.width())
        return QSize(max(two, last), high)


def _least(widget: QWidget) -> int:
    return widget.minimumSizeHint().width()
