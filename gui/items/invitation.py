"""What stands where there is nothing to draw: a plain sentence, and a few to begin with."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gui.items.names import visible
from gui.theme import Theme

MOST = 3  # sentences that are offered
WIDEST = 34  # ems


class Invitation(QWidget):
    """Says why it is empty here; `chosen` is one of the sentences offered."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._offered: tuple[tuple[str, str], ...] = ()
        self._note = QLabel(self)
        self._note.setObjectName("emptyNote")
        self._note.setFont(theme.type(1.3))
        self._note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._note.setWordWrap(True)
        self._buttons = [self._button(number) for number in range(MOST)]
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(0.6))
        column.addStretch(2)
        column.addWidget(self._note)
        column.addSpacing(theme.px(0.8))
        for button in self._buttons:
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def _button(self, number: int) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(f"invitation.{number}")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda: self.chosen.emit(self._offered[number][0]))
        button.hide()
        return button

    def invite(self, why: str, offered: tuple[tuple[str, str], ...]) -> None:
        """Say why it is empty, and offer sentences, each with what it is good for."""
        self._note.setText(why)
        self._offered = offered[:MOST]
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer as much as there is room for."""
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Little: the matrix that will be here says how much it keeps."""
        return QSize(self._theme.px(10), self._theme.px(6))

    def _fit(self) -> None:
        px, line = self._theme.px, self.fontMetrics().height()
        wide = max(min(self.width() - px(2), px(WIDEST)), px(8))
        room = self.height() - self._note.heightForWidth(self.width() - px(2)) - px(2.5)
        around = px(1.5)  # a button's text, to the next one's
        lines = 2 if room >= len(self._offered) * (2 * line + around) else 1
        fitting = room // (lines * line + around)
        for number, button in enumerate(self._buttons):
            button.setVisible(number < min(len(self._offered), fitting))
        for (text, label), button in zip(self._offered, self._buttons, strict=False):
            button.setFixedWidth(wide)
            cut, end, most = button.fontMetrics().elidedText, Qt.TextElideMode.ElideRight, wide - px(1.8)
            shown = "\n".join(cut(each, end, most) for each in (text, label)[:lines])
            button.setText(shown.replace("&", "&&"))
            button.setAccessibleName(visible(f"{text} · {label}"))
            button.setToolTip(f"{text}\n{label}")
