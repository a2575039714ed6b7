"""A matrix of the data flow as a thumbnail."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.items.colours import image_of, pooled, scale_of
from gui.items.pointed_button import PointedButton
from gui.theme import Theme

MOST = 128  # pixels of a thumbnail's image, each way: more would never be seen
SQUARE = ("S", "A")
LOW = 2.2  # ems of height: where a square one would be lower than that, it stands beside its captions
LETTER, SMALL = 1.6, 0.85  # ems of a letter's room; the size of the captions' type
GAP, LEAST = 0.4, 1.2  # ems between a picture and the captions beside it; of its width
EMPTY = 3  # empty columns that are shown of many


class Stage(PointedButton):
    """A button with a matrix's letter, how it was made, its shape and its picture."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._name = theme, name
        self._image: QImage | None = None
        self._captions, self._cut = ("", ""), False
        self._pointed = False
        self.setObjectName(f"stage.{name}")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def show_matrix(self, M: np.ndarray, colours: str, made: str, shape: str) -> None:
        """Show another matrix, how it is made and its shape in words."""
        used = without_empty_end(M)
        self._cut = used.shape[1] < M.shape[1]
        thin = pooled(used, MOST)
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
        return QSize(self._theme.px(6.4), self._theme.px(2.9))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card, the captions and the picture."""
        em = self._theme.em
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        self._paint_card(painter, box)
        inner = box.adjusted(0.6 * em, 0.15 * em, -0.6 * em, -0.35 * em)
        head = QRectF(inner.x(), inner.y(), inner.width(), 1.7 * em)
        below = inner.adjusted(0, 1.8 * em, 0, 0)
        if self._name in SQUARE and below.height() < LOW * em and self._image is not None:
            side = min(inner.height(), self.beside(inner.width()))
            below = QRectF(inner.right() - side, inner.center().y() - side / 2, side, side)
            head = QRectF(inner.x(), box.y(), inner.width() - side - GAP * em, box.height())
        self._paint_head(painter, head)
        self._paint_image(painter, below)

    def beside(self, wide: float) -> float:
        """Return the width of a picture beside its captions: the shape must be legible there."""
        em, shape = self._theme.em, QFontMetricsF(self._theme.type(SMALL)).horizontalAdvance
        left = wide - shape(compact(self._captions[1])) - GAP * em - 1
        return min(wide / 2, max(left, LEAST * em))

    def _paint_head(self, painter: QPainter, head: QRectF) -> None:
        """Draw the letter, and beside it the captions; the shape under it where that is too narrow."""
        em, metrics = self._theme.em, QFontMetricsF(self._theme.type(SMALL))
        shape = metrics.horizontalAdvance(compact(self._captions[1]))
        room = head.adjusted(LETTER * em, 0, 0, 0)
        if shape > room.width() and head.height() > 2 * em:
            under = 1.2 * em
            room = QRectF(head.x(), head.bottom() - under - 2, min(shape + 1, head.width()), under)
            head = head.adjusted(0, 2, 0, -under)
        self._paint_letter(painter, head)
        self._paint_captions(painter, room)

    def _paint_letter(self, painter: QPainter, head: QRectF) -> None:
        letter = QFont("serif")
        letter.setPointSizeF(self._theme.font.pointSizeF() * 1.2)
        letter.setBold(True)
        letter.setItalic(True)
        painter.setFont(letter)
        painter.setPen(QColor(self._theme.ink))
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, self._name)

    def _paint_card(self, painter: QPainter, box: QRectF) -> None:
        theme = self._theme
        tint = theme.tint(self._name) if self._pointed else None
        edge = theme.ink if self.hasFocus() else theme.peony
        lit = self.isChecked() or self.hasFocus() or self._pointed
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1.2) if lit else Qt.PenStyle.NoPen)
        fill = tint or (theme.card if self.isChecked() else None)
        painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 0.5 * theme.em, 0.5 * theme.em)

    def captions(self, room: QSizeF) -> tuple[str, str, float]:
        """Return how it is made, its shape and the size of their type, as far as there is room for them.

        The shape is always whole; how it is made is left out where it would be cut off.
        """
        made, shape = self._captions
        wide = QFontMetricsF(self._theme.type(SMALL)).horizontalAdvance
        if wide(shape) > room.width():
            shape = compact(shape)
        size = SMALL * min(1, room.width() / max(wide(shape), 1))
        high = QFontMetricsF(self._theme.type(SMALL)).height()
        beside = wide(made) + wide(shape) + 0.4 * self._theme.em <= room.width()
        above = wide(made) <= room.width() and 2 * high <= room.height()
        return made if beside or above else "", shape, size

    def _paint_captions(self, painter: QPainter, room: QRectF) -> None:
        if room.width() < self._theme.em:
            return
        made, shape, size = self.captions(room.size())
        painter.setFont(self._theme.type(size))
        painter.setPen(QColor(self._theme.quiet))
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        high = painter.fontMetrics().height()
        if made and 2 * high <= room.height():
            painter.drawText(room, middle, f"{made}\n{shape}")
        else:
            painter.drawText(room, middle, made)
            painter.drawText(room, middle | right, shape)

    def _paint_image(self, painter: QPainter, room: QRectF) -> None:
        if self._image is None or room.height() < 3:
            return
        em, rows, cols = self._theme.em, self._image.height(), self._image.width()
        if self._name in SQUARE:
            side = min(room.height() / rows, room.width() / cols)
            room = QRectF(room.x(), room.y(), side * cols, side * rows)
        else:
            room.setHeight(min(room.height(), rows * 0.6 * em))
        if self._cut:
            painter.setPen(QColor(self._theme.quiet))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, "…")
            room.setRight(room.right() - em)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, cols > room.width())
        painter.drawImage(room, self._image)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.line), 1))  # else what is near 0 has no end
        painter.drawRect(room)


def compact(shape: str) -> str:
    """Write a shape where there is little room."""
    return shape.replace(" ", "")


def without_empty_end(M: np.ndarray) -> np.ndarray:
    """Return M without the columns at its end that hold nothing, but for a few that show so.

    One column for each word of a vocabulary would be one hairline among hundreds of empty ones.
    """
    filled = np.flatnonzero(M.any(axis=0))
    used = (int(filled[-1]) + 1 if len(filled) else 0) + EMPTY
    return M[:, :used] if 2 * used <= M.shape[1] else M
