"""How far one has come: a dot a step."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.theme import Theme


class Dots(QWidget):
    """Done steps are filled, others are rings; the present one is larger. A click goes to a step."""

    clicked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._done: tuple[bool, ...] = ()
        self._here = 0
        self._names: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, done: tuple[bool, ...], here: int, names: tuple[str, ...] = ()) -> None:
        """Show which steps are done, which is the present one, and the name of each when it is pointed at."""
        self._done, self._here, self._names = done, here, names
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(self._theme.px(14), self._theme.px(1.1))

    def _step(self) -> float:
        return min(self.width() / max(len(self._done), 1), 1.6 * self._theme.em)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dots."""
        theme, painter, step = self._theme, QPainter(self), self._step()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, done in enumerate(self._done):
            here = number == self._here
            radius = min((0.36 if here else 0.24) * theme.em, 0.45 * step)
            painter.setPen(QPen(QColor(theme.peony if here or done else theme.faint), 1.4))
            painter.setBrush(QColor(theme.peony if here and done else theme.petal if done else theme.card))
            painter.drawEllipse(QPointF((number + 0.5) * step, self.height() / 2), radius, radius)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the step that was clicked."""
        if (number := self._at(event.position().x())) is not None:
            self.clicked.emit(number)

    def _at(self, x: float) -> int | None:
        number = int(x // self._step())
        return number if 0 <= number < len(self._done) else None

    def event(self, event: QEvent) -> bool:
        """Name the step that is pointed at."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self._at(event.pos().x())
            name = self._names[number] if number is not None and number < len(self._names) else ""
            QToolTip.showText(event.globalPos(), name, self)
            return True
        return super().event(event)
