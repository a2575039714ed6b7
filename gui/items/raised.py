"""A card that lies over something else: a soft edge, and a shadow around it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from gui.theme import Theme, colour

DEEP, ROUND, INSIDE = 1.0, 0.6, 0.7  # ems: of the shadow, of the corners, from the edge to what is inside
LAYERS, STRENGTH = 8, {False: 0.022, True: 0.06}  # of one layer of shadow on the light and the dark theme


class Raised(QFrame):
    """A frame with its shadow, which lies inside its rectangle."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def wear(self, theme: Theme) -> None:
        """Take a theme; what lies inside keeps away from the edge."""
        self._theme = theme
        room = theme.px(DEEP) + theme.px(INSIDE)
        self.layout().setContentsMargins(room, room, room, room)
        self.update()

    def card(self) -> QRect:
        """Return the card without its shadow."""
        deep = self._theme.px(DEEP)
        return self.rect().adjusted(deep, deep, -deep, -deep)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the shadow, where it is to be seen, and the card."""
        theme, card, painter = self._theme, self.card(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = card.adjusted(theme.px(ROUND), theme.px(ROUND), -theme.px(ROUND), -theme.px(ROUND))
        if not inside.contains(event.rect()):  # as it does whenever a line of a list is drawn anew
            self._draw_shadow(painter, QRectF(card), QRectF(inside))
        painter.setPen(QColor(theme.edge))
        painter.setBrush(QColor(theme.card))
        edge = QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, theme.px(ROUND), theme.px(ROUND))

    def _draw_shadow(self, painter: QPainter, card: QRectF, inside: QRectF) -> None:
        deep, theme = self._theme.px(DEEP), self._theme
        ground = colour("#000000", STRENGTH[theme.dark])
        for out in (deep * part / LAYERS for part in range(LAYERS)):
            layer = QPainterPath()
            around = card.adjusted(-out, -out * 0.6, out, out)
            layer.addRoundedRect(around, theme.px(ROUND) + out, theme.px(ROUND) + out)
            layer.addRect(inside)  # what the card covers is left out
            painter.fillPath(layer, ground)
