"""One answer to choose: a card with a mark, which later says whether it was right."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from gui.theme import Theme

Verdict = Literal["", "right", "wrong"]
_MARKS = {"right": "✓", "wrong": "✗"}
_MOVES = Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason  # Tab, and the arrows too
_RETURNS = Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason


class Choice(QRadioButton):
    """A radio button whose text may take several lines.

    Parameters
    ----------
    wide
        Whether it takes the whole width; else it is as wide as its text, and stands among others.
    """

    def __init__(self, theme: Theme, wide: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._wide = theme, wide
        self._verdict: Verdict = ""
        self._walked = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(wide)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def verdict(self) -> Verdict:
        """Whether the answer is right or wrong; empty while that is not said."""
        return self._verdict

    @property
    def ringed(self) -> bool:
        """Whether it shows that the keyboard is on it.

        It does where a key took it there: put there by a page that opens, a frame would look like an answer.
        """
        return self._walked and self.hasFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember how the keyboard came; a window that comes back changes nothing."""
        if event.reason() not in _RETURNS:
            self._walked = event.reason() in _MOVES
        super().focusInEvent(event)

    def show_answer(self, text: str, chosen: bool, verdict: Verdict) -> None:
        """Take a text, and whether it is chosen, right or wrong."""
        self._verdict = verdict
        self.setText(text.replace("&", "&&"))
        self.setAutoExclusive(False)  # else Qt keeps one of them chosen
        self.setChecked(chosen)
        self.setAutoExclusive(True)
        self.setToolTip(text if self._elided(text) != text else "")
        self.updateGeometry()
        self.update()

    def nextCheckState(self) -> None:
        """Be chosen."""
        self.setChecked(True)

    def hitButton(self, point: QPoint) -> bool:
        """The whole card can be clicked."""
        return self.rect().contains(point)

    def sizeHint(self) -> QSize:
        """The text in one line, or as many as `heightForWidth` says."""
        metrics = QFontMetrics(self._theme.type())
        text = self._elided(self.text().replace("&&", "&"))
        room = self._room() if self._wide else 2 * self._theme.px(0.65) + 2
        mark = 0 if self._wide else self._theme.px(1.1) * bool(self._verdict)
        return QSize(metrics.horizontalAdvance(text) + room + mark, metrics.height() + self._theme.px(0.75))

    def minimumSizeHint(self) -> QSize:
        """A few characters."""
        return QSize(self._theme.px(6), self.sizeHint().height()) if self._wide else self.sizeHint()

    def heightForWidth(self, width: int) -> int:
        """As high as the text needs."""
        room = QRect(0, 0, max(width - self._room(), 1), 10_000)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        text = self.text().replace("&&", "&")
        metrics = QFontMetrics(self._theme.type())
        return metrics.boundingRect(room, flags, text).height() + self._theme.px(0.75)

    def _room(self) -> int:
        """Width that is not text: the ring, the mark and the edges."""
        return self._theme.px(3.4)

    def _elided(self, text: str) -> str:
        metrics = QFontMetrics(self._theme.type())
        return (
            text if self._wide else metrics.elidedText(text, Qt.TextElideMode.ElideRight, self._theme.px(14))
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card, the ring and the mark."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter)
        box = self.rect().adjusted(theme.px(0.65), 0, -theme.px(0.65), 0)
        if self._wide:
            self._paint_ring(painter)
            box.adjust(theme.px(1.2), 0, -theme.px(0.9), 0)
        flags = Qt.AlignmentFlag.AlignVCenter | (
            Qt.TextFlag.TextWordWrap if self._wide else Qt.TextFlag.TextSingleLine
        )
        text = self.text().replace("&&", "&")
        painter.setFont(theme.type())
        painter.setPen(QColor(theme.ink))
        painter.drawText(box, flags, text if self._wide else self._elided(text))
        if self._verdict:
            painter.setFont(theme.type(1.05, bold=True))
            painter.setPen(QColor(theme.green if self._verdict == "right" else theme.peony))
            side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(self.rect().adjusted(0, 0, -theme.px(0.5), 0), side, _MARKS[self._verdict])

    def _paint_card(self, painter: QPainter) -> None:
        theme, right = self._theme, self._verdict == "right"
        strong = self.isChecked() or right
        edge = theme.green if right else theme.peony if strong else theme.edge
        fill = theme.mint if right else theme.blush if self.isChecked() else theme.card
        painter.setPen(QPen(QColor(theme.ink if self.ringed else edge), 1.8 if strong or self.ringed else 1))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)

    def _paint_ring(self, painter: QPainter) -> None:
        theme, radius = self._theme, 0.36 * self._theme.em
        middle = QRectF(0, 0, 2 * radius, 2 * radius)
        middle.moveCenter(QRectF(0, 0, 2.3 * theme.em, self.height()).center())
        painter.setPen(QPen(QColor(theme.peony if self.isChecked() else theme.quiet), 1.3))
        painter.setBrush(QColor(theme.card))
        painter.drawEllipse(middle)
        if self.isChecked():
            painter.setBrush(QColor(theme.peony))
            painter.drawEllipse(middle.adjusted(radius / 2, radius / 2, -radius / 2, -radius / 2))
