"""A matrix of the data flow as a thumbnail."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.items.colours import image_of, pooled, scale_of
from gui.items.pointed_button import PointedButton
from gui.theme import Theme

MOST = 128  # pixels of a thumbnail's image, each way: more would never be seen


class Stage(PointedButton):
    """A button with a matrix's letter, how it was made, its shape and its picture."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._name = theme, name
        self._image: QImage | None = None
        self._captions = ("", "")
        self._pointed = False
        self.setObjectName(f"stage.{name}")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def show_matrix(self, M: np.ndarray, colours: str, made: str, shape: str) -> None:
        """Show another matrix, how it is made and its shape in words."""
        thin = pooled(M, MOST)
        self._image = image_of(thin, scale_of(thin), colours, self._theme.dark) if M.size else None
        self._captions = (made, shape)
        self.update()

    def point(self, pointed: bool) -> None:
        """Light the stage, as something elsewhere points at it."""
        if pointed != self._pointed:
            self._pointed = pointed
            self.update()

    def sizeHint(self) -> QSize:
        """A caption and a strip."""
        return QSize(self._theme.px(10.5), self._theme.px(5.2))

    def minimumSizeHint(self) -> QSize:
        """A caption and a thin strip."""
        return QSize(self._theme.px(7), self._theme.px(2.9))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card, the captions and the picture."""
        theme, em = self._theme, self._theme.em
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        self._paint_card(painter, box)
        head = QRectF(box.x() + 0.6 * em, box.y() + 0.15 * em, box.width() - 1.2 * em, 1.7 * em)
        middle = Qt.AlignmentFlag.AlignVCenter
        letter = QFont("serif")
        letter.setPointSizeF(theme.font.pointSizeF() * 1.2)
        letter.setBold(True)
        letter.setItalic(True)
        painter.setFont(letter)
        painter.setPen(QColor(theme.ink))
        painter.drawText(head, middle, self._name)
        self._paint_captions(painter, head.adjusted(1.6 * em, 0, 0, 0))
        if self._image is not None:
            top = head.bottom() + 0.1 * em
            self._paint_image(painter, QRectF(head.x(), top, head.width(), box.bottom() - top - 5))

    def _paint_card(self, painter: QPainter, box: QRectF) -> None:
        theme = self._theme
        tint = theme.tint(self._name) if self._pointed else None
        edge = theme.ink if self.hasFocus() else theme.peony
        lit = self.isChecked() or self.hasFocus() or self._pointed
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1.2) if lit else Qt.PenStyle.NoPen)
        fill = tint or (theme.card if self.isChecked() else None)
        painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 0.5 * theme.em, 0.5 * theme.em)

    def _paint_captions(self, painter: QPainter, head: QRectF) -> None:
        made, shape = self._captions
        font = self._theme.type(0.85)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.quiet))
        metrics = QFontMetricsF(font)
        room = head.width() - metrics.horizontalAdvance(shape) - 4
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(head, middle, metrics.elidedText(made, Qt.TextElideMode.ElideRight, room))
        painter.drawText(head, middle | Qt.AlignmentFlag.AlignRight, shape)

    def _paint_image(self, painter: QPainter, room: QRectF) -> None:
        if self._image is None or room.height() < 3:
            return
        rows, cols = self._image.height(), self._image.width()
        if self._name in ("S", "A"):
            side = min(room.height() / rows, room.width() / cols)
            room = QRectF(room.x(), room.y(), side * cols, side * rows)
        else:
            room.setHeight(min(room.height(), rows * 0.6 * self._theme.em))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, cols > room.width())
        painter.drawImage(room, self._image)
