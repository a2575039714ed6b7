"""Three widgets below each other; the upper one gets the height that it can use, the lowest the rest."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.items.arranged import Arranged


class Shelves(Arranged):
    """The middle widget has the height of its text; the others share what is left.

    The lowest gets what it wants; what the upper one cannot use stays free. It gives way, down to what it
    must have, until the upper one is as high as is `good` in a width.
    """

    def __init__(
        self,
        upper: QWidget,
        middle: QWidget,
        lowest: QWidget,
        useful: Callable[[QSize], int],
        good: Callable[[int], int],
    ) -> None:
        super().__init__()
        self._upper, self._middle, self._lowest = upper, middle, lowest
        self._useful, self._good = useful, good
        for widget in (upper, middle, lowest):
            widget.setParent(self)

    def arrange(self) -> None:
        """Place the parts."""
        wide, text = self.width(), self._text_height()
        room, least = self.height() - text, self._lowest.minimumSizeHint().height()
        wanted, must = max(self._lowest.heightForWidth(wide), least), self._upper.minimumSizeHint().height()
        upper, good = room - wanted, max(self._good(wide), must)
        if upper < good:
            upper = max(upper, min(good, room - least))
        used = self._useful(QSize(wide, upper))
        upper = min(upper, max(used, must))
        self._upper.setGeometry(0, 0, wide, upper)
        self._middle.setGeometry(0, upper, wide, text)
        self._lowest.setGeometry(0, upper + text, wide, min(wanted, room - upper))

    def _text_height(self) -> int:
        if self._middle.isHidden():
            return 0
        return max(self._middle.heightForWidth(self.width()), self._middle.minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """As large as all want to be."""
        return self._together([widget.sizeHint() for widget in self._shown()])

    def minimumSizeHint(self) -> QSize:
        """As large as all must be; the text as high as it is in this width."""
        least = self._together([widget.minimumSizeHint() for widget in self._shown()])
        more = 0 if self._middle.isHidden() else self._text_height() - self._middle.minimumSizeHint().height()
        return QSize(least.width(), least.height() + more)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the parts, and ask for what lines of this length need."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _shown(self) -> list[QWidget]:
        return [each for each in (self._upper, self._middle, self._lowest) if not each.isHidden()]

    def _together(self, sizes: list[QSize]) -> QSize:
        return QSize(max(size.width() for size in sizes), sum(size.height() for size in sizes))
