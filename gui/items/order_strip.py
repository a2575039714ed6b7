"""Tokens as chips that can be put into another order, by dragging or with Ctrl and the arrows."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from engine.tokens import Token
from gui.items.chip import Chip
from gui.items.flow_layout import FlowLayout
from gui.theme import Theme


class MovingChip(Chip):
    """A chip that says where it is being dragged, and when the keyboard moves it."""

    dragged = Signal(QPoint)
    moved = Signal(int)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say where the pointer has taken it."""
        super().mouseMoveEvent(event)
        if self._is_drag(event):
            self.dragged.emit(event.position().toPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Ctrl and an arrow; all else is as with any chip."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)


class OrderStrip(QWidget):
    """Chips in a row that runs like text. Moving one only says so: the order is for the owner to change."""

    moved = Signal(int, int)

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme = theme
        self._chips: list[MovingChip] = []
        self._gap: int | None = None
        self._apart = theme.px(0.6)
        self._flow = FlowLayout(self, self._apart, theme.px(0.3))

    def texts(self) -> list[str]:
        """Return the tokens in drawn order."""
        return [chip.token.text for chip in self._shown() if chip.token]

    def show_tokens(self, tokens: tuple[Token, ...], names: tuple[str, ...], away: tuple[bool, ...]) -> None:
        """Show tokens in an order, with an accessible name each; those `away` from home are outlined."""
        self._flow.setEnabled(False)  # else every chip would lay out all others
        while len(self._chips) < len(tokens):
            self._add()
        for place, chip in enumerate(self._chips):
            chip.setVisible(place < len(tokens))
        for chip, token, name, off in zip(self._chips, tokens, names, away, strict=False):
            chip.show_token(token, True, False, "")
            chip.setAccessibleName(name)
            chip.setToolTip(name)
            chip.point(off)
        self._flow.setEnabled(True)
        self._flow.invalidate()
        self.updateGeometry()

    def focus_place(self, place: int) -> None:
        """Bring the keyboard to the chip at a place."""
        self._chips[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _add(self) -> None:
        chip = MovingChip(self._theme, len(self._chips), self)
        chip.setObjectName(f"{self.objectName()}.{chip.number}")
        chip.stepped.connect(lambda step: self._step(chip.number + step))
        chip.moved.connect(lambda step: self._move(chip.number, chip.number + step))
        chip.dragged.connect(lambda point: self._mark(self._gap_at(chip.mapTo(self, point))))
        chip.dropped.connect(lambda point: self._drop(chip, self._gap_at(chip.mapTo(self, point))))
        self._chips.append(chip)
        self._flow.addWidget(chip)

    def _shown(self) -> list[MovingChip]:
        return [chip for chip in self._chips if not chip.isHidden()]

    def _step(self, place: int) -> None:
        if 0 <= place < len(self._shown()):
            self.focus_place(place)

    def _move(self, place: int, to: int) -> None:
        if 0 <= to < len(self._shown()):
            self.moved.emit(place, to)
            self.focus_place(to)

    def _drop(self, chip: MovingChip, gap: int) -> None:
        self._mark(None)
        to = gap - (gap > chip.number)
        if to != chip.number:
            self._move(chip.number, to)

    def _gap_at(self, point: QPoint) -> int:
        """Return before which chip something dropped at a point goes; their number for the end."""
        chips = self._shown()
        lines = {chip.y() for chip in chips}
        line = min(lines, key=lambda y: abs(y + chips[0].height() / 2 - point.y()))
        near = [chip for chip in chips if chip.y() == line]
        after = sum(chip.geometry().center().x() < point.x() for chip in near)
        return near[0].number + after

    def _mark(self, gap: int | None) -> None:
        if gap != self._gap:
            self._gap = gap
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw where a dragged chip would go."""
        if self._gap is None:
            return
        chips, half = self._shown(), self._apart / 2
        before = self._gap > 0 and (
            self._gap == len(chips) or chips[self._gap].y() != chips[self._gap - 1].y()
        )
        at = chips[self._gap - 1].geometry() if before else chips[self._gap].geometry()
        x = at.right() + half if before else at.left() - half
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRectF(max(x - 1.5, 0), at.top(), 3, at.height())
        painter.fillRect(bar, QColor(self._theme.peony))
