"""A few words over the lower edge of a window, for a while: what went well moves nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from gui.items.speech import say
from gui.theme import Theme

SECONDS = 5
WIDEST, GAP = 60, 0.3  # ems: of a line, from the lower edge, where figures of little moment are


class Toast(QLabel):
    """Goes by itself, and lets every click through."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("toast")
        self.setTextFormat(Qt.TextFormat.PlainText)  # a file's name may look like markup
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        edges = f"{theme.px(0.25)}px {theme.px(1.2)}px"
        self.setStyleSheet(
            f"#toast {{ background: {theme.ink}; color: {theme.paper}; padding: {edges};"
            f" border-radius: {theme.px(0.5)}px; }}"
        )
        self._going = QTimer(self, singleShot=True)
        self._going.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def tell(self, text: str) -> None:
        """Show a sentence, and say it to screen readers; an empty one takes back what is shown."""
        if not text:
            self.hide()
            return
        self._show(text, SECONDS * 1000)
        say(self, text)

    def follow(self, other: Toast) -> None:
        """Show what another one shows, for the rest of its time."""
        if other.isVisibleTo(other.parentWidget()):
            self._show(other.text(), max(other._going.remainingTime(), 0))

    def _show(self, text: str, milliseconds: int) -> None:
        self.setText(text)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._going.start(milliseconds)

    def _place(self) -> None:
        room, px = self.parentWidget().visibleRegion().boundingRect(), self._theme.px  # it may be scrolled
        wide = self.fontMetrics().horizontalAdvance(self.text()) + px(3)
        wide = min(wide, px(WIDEST), room.width() - px(2))
        high = self.heightForWidth(wide)
        self.setGeometry(room.left() + px(1), room.bottom() - high - px(GAP), wide, high)  # not over the bars

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the edge of the window, which may also be scrolled."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
