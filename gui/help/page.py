"""Shows a page of the help: text in lines that can be read, keys with caps around them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QUrl
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from gui.flower import flower_picture
from gui.help.markup import style
from gui.theme import Theme

GROUND = QTextFormat.Property.BackgroundBrush.value  # keys alone have one: see `gui.help.markup.style`
FLOWER, FLOWER_SIZE = "peony", 5.5  # what its picture is called in the text; ems


class Page(QTextBrowser):
    """Rich text, as wide as a person reads it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("helpText")
        self.setOpenLinks(False)  # nothing is ever loaded from the net
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self._theme: Theme | None = None
        self._widest = 0.0
        self._keys: list[tuple[int, int]] = []

    def show_text(self, text: str, theme: Theme, widest: float) -> None:
        """Show rich text, its lines at most `widest` ems wide."""
        self._theme, self._widest = theme, widest
        self.document().setDefaultStyleSheet(style(theme))
        self._fit()
        self.setHtml(text)
        self._keys = [place for block in blocks(self.document()) for place in keys_in(block)]

    def _fit(self) -> None:
        if self._theme is not None:
            self.setLineWrapColumnOrWidth(min(self.room(), self._theme.px(self._widest)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self._fit()

    def room(self) -> int:
        """Return how wide the text can be beside a scroll bar, which comes when the text is long."""
        return self.width() - self.verticalScrollBar().sizeHint().width()

    def loadResource(self, kind: int, name: QUrl) -> object:
        """Give the mark, and nothing else."""
        if name.toString() == FLOWER and self._theme is not None:
            return flower_picture(self._theme.px(FLOWER_SIZE), self.devicePixelRatioF())
        return None

    def caps(self) -> list[QRectF]:
        """Return where the keys' caps are, those that can be seen."""
        ends = ([self.cursorRect(self._cursor(place)) for place in pair] for pair in self._keys)
        return [
            QRectF(left.left(), left.top(), right.left() - left.left(), left.height())
            for left, right in ends
            if left.top() == right.top() and left.bottom() > 0 and left.top() < self.viewport().height()
        ]

    def _cursor(self, place: int) -> QTextCursor:
        cursor = self.textCursor()
        cursor.setPosition(place)
        return cursor

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the caps under the text."""
        if self._theme is not None and self._keys:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            radius = self._theme.em * 0.3
            for cap in self.caps():
                for colour, lower in ((self._theme.edge, 1.5), (self._theme.paper, 0)):
                    painter.setPen(QColor(self._theme.edge))
                    painter.setBrush(QColor(colour))
                    painter.drawRoundedRect(cap.adjusted(0.5, lower - 0.5, -0.5, lower - 0.5), radius, radius)
            painter.end()
        super().paintEvent(event)


def blocks(document: QTextDocument) -> list[QTextBlock]:
    """Return the paragraphs of a text."""
    found, block = [], document.begin()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found


def keys_in(block: QTextBlock) -> list[tuple[int, int]]:
    """Return where keys begin and end in a paragraph."""
    found, pieces = [], block.begin()
    while not pieces.atEnd():
        piece = pieces.fragment()
        if piece.charFormat().hasProperty(GROUND):
            found.append((piece.position(), piece.position() + piece.length()))
        pieces += 1
    return found
