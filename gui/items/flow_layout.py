"""A layout that runs like text: left to right, then the next line."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Places items in lines as wide as there is room; every line is as high as its highest item."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6, line_gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap, self._line_gap = gap, line_gap
        self._heights: dict[int, int] = {}  # by width: Qt asks the same again and again
        self.setContentsMargins(0, 0, 0, 0)

    def set_gap(self, gap: int) -> None:
        """Leave another distance between neighbours."""
        if gap != self._gap:
            self._gap = gap
            self.invalidate()

    def invalidate(self) -> None:
        """Forget what was found, as an item has changed."""
        self._heights.clear()
        super().invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return the item at a place, None where there is none."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return the item at a place."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Take no more room than needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that the lines need at a width."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def lines(self, width: int) -> int:
        """Return how many lines there are at a width."""
        return len(self._lines(QRect(0, 0, width, 0).marginsRemoved(self.contentsMargins()).width()))

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """All items in one line."""
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() + self._gap for hint in hints)
        size = QSize(width, max((hint.height() for hint in hints), default=0))
        return size.grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        """Room for the largest item."""
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _arrange(self, whole: QRect, move: bool) -> int:
        margins = self.contentsMargins()
        rect = whole.marginsRemoved(margins)
        y = rect.y()
        for line in self._lines(rect.width()):
            high = max(item.sizeHint().height() for item in line)
            if move:
                self._place(line, rect.x(), y, rect.width(), high)
            y += high + self._line_gap
        return max(y - self._line_gap, rect.y()) + margins.bottom() - whole.y()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        left = 0
        for item in self._items:
            if not item.isEmpty():
                needed = item.sizeHint().width()
                if not lines or needed > left:
                    lines.append([])
                    left = width
                lines[-1].append(item)
                left -= needed + self._gap
        return lines

    def _place(self, line: list[QLayoutItem], x: int, y: int, width: int, high: int) -> None:
        for item in line:
            hint = item.sizeHint()
            middle = y + (high - hint.height()) // 2
            item.setGeometry(QRect(x, middle, min(hint.width(), width), hint.height()))
            x += hint.width() + self._gap
