"""A token as a chip under the sentence."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from engine.tokens import Token
from gui.items.names import visible
from gui.items.pointed_button import PointedButton
from gui.theme import Theme


class Chip(PointedButton):
    """Solid where the token is kept, dashed and struck through where it is dropped.

    `twiceClicked` is a double click (or Delete), `dropped` where a drag ended, `stepped` an arrow key.
    """

    twiceClicked = Signal()
    dropped = Signal(QPoint)
    stepped = Signal(int)

    def __init__(self, theme: Theme, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._token: Token | None = None
        self._look = (False, False, "")
        self._pointed = False
        self._pressed: QPoint | None = None
        self.number = number
        self.setCheckable(True)

    def show_token(self, token: Token, kept: bool, selected: bool, mark: str) -> None:
        """Take another token or another look; `mark` is ``composed``, ``unknown`` or empty."""
        look = (kept, selected, mark)
        if token == self._token and look == self._look:
            return
        wider = self._token is None or token.text != self._token.text or mark != self._look[2]
        self._token, self._look = token, look
        self.setChecked(selected)
        if wider:
            self.setText(visible(token.text).replace("&", "&&"))
            self.updateGeometry()
        self.update()

    def point(self, pointed: bool) -> None:
        """Light the chip, as something elsewhere points at its token."""
        if pointed != self._pointed:
            self._pointed = pointed
            self.update()

    def nextCheckState(self) -> None:
        """Stay as it is: whether the token is selected is for the scene to say."""

    @property
    def token(self) -> Token | None:
        """The token that is shown."""
        return self._token

    def sizeHint(self) -> QSize:
        """The text and its round ends."""
        em = self._theme.em
        text = QFontMetricsF(self._theme.type(1.15)).horizontalAdvance(self.text())
        mark = 0.9 * em if self._look[2] else 0
        return QSize(round(min(text, 24 * em) + 1.9 * em + mark), self.high(self._theme))

    minimumSizeHint = sizeHint

    @staticmethod
    def high(theme: Theme) -> int:
        """Return the height of any chip."""
        return theme.px(2.25)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the outline, the text and the marks."""
        theme, (kept, selected, mark) = self._theme, self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        self._paint_outline(painter, box, kept, selected)
        font = QFont(theme.type(1.15))
        word = self._token is not None and self._token.kind != "punctuation"
        font.setStrikeOut(not kept and word)  # a struck comma would read as another mark
        painter.setFont(font)
        dark = selected and kept
        ink = theme.card if dark else theme.ink if kept or selected else theme.quiet
        painter.setPen(QColor(ink))
        elide = Qt.TextElideMode.ElideRight
        text = QFontMetricsF(font).elidedText(self.text(), elide, 24 * theme.em)
        shift = -0.45 * theme.em if mark else 0
        painter.drawText(box.translated(shift, 0), Qt.AlignmentFlag.AlignCenter, text)
        if mark:
            painter.setFont(theme.type(0.85, bold=True))
            painter.setPen(QColor(theme.card if dark else theme.amber))
            corner = box.adjusted(0, 0, -0.55 * theme.em, 0)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(corner, side, "≈" if mark == "composed" else "?")

    def _paint_outline(self, painter: QPainter, box: QRectF, kept: bool, selected: bool) -> None:
        theme, pointed = self._theme, self._pointed
        strong = self.hasFocus() or (selected and not kept)
        edge = theme.ink if strong else theme.peony if pointed else theme.outline(kept)
        pen = QPen(QColor(edge), 2.5 if strong else 1.5 if pointed else 1)
        if not kept:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        fill = theme.ink if selected and kept else theme.card if kept else theme.paper
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        if selected and kept and self.hasFocus():
            painter.setPen(QPen(QColor(theme.card), 1.5))
            inner = box.adjusted(3, 3, -3, -3)
            painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag may begin."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that the chip is being dragged."""
        if self._is_drag(event):
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Say where a drag ended."""
        dragged = self._is_drag(event)
        self._pressed = None
        self.unsetCursor()
        super().mouseReleaseEvent(event)
        if dragged:
            self.dropped.emit(event.position().toPoint())

    def _is_drag(self, event: QMouseEvent) -> bool:
        if self._pressed is None:
            return False
        distance = (event.position().toPoint() - self._pressed).manhattanLength()
        return distance >= QApplication.startDragDistance()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Keep or drop the token."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.twiceClicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step to a neighbour with the arrows, keep or drop with Delete, select with Enter."""
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                self.stepped.emit(1 if event.key() == Qt.Key.Key_Right else -1)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.twiceClicked.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.click()
            case _:
                super().keyPressEvent(event)
