"""Why this number? The cell under the pointer, computed before the reader's eyes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QTextBrowser, QVBoxLayout, QWidget

from engine.projections.edits import WEIGHTS
from gui.drawings.drawing import Drawing
from gui.drawings.text import text
from gui.items.example_text import ExampleText
from gui.items.marks import APART
from gui.panels.panel import Panel
from gui.scene import Scene
from gui.state import Store
from gui.theme import Theme
from gui.worked import JOINER, parse_ref, unlinked, worked

WIDE = 720  # pixels on paper
LONG_LINES, SPARE = 48, 14  # ems of width, ems of height
LARGE = 1.25  # of the window's type


class WhyPanel(Panel):
    """The worked example. Its height is not its text's, so that nothing moves while the pointer does."""

    uses = frozenset({"trace", "focus", "head", "hover", "anchor", "col", "lang", "ranking", "entry"})

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self._scene: Scene | None = None
        self._text: QTextBrowser = ExampleText(JOINER, self)
        self._text.setObjectName("explanation")
        self._text.setOpenLinks(False)
        self._text.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # its own speaks no Chinese
        self._text.viewport().setAutoFillBackground(False)
        self._text.document().setDocumentMargin(0)
        self._text.anchorClicked.connect(self._follow)
        column = QVBoxLayout(self)
        edge = theme.px(0.8)
        self._text.setProperty("edge", edge - APART)  # what marks it marks the card, on its edge
        column.setContentsMargins(theme.px(1.2) + edge, edge, theme.px(0.6) + edge, edge)
        column.addWidget(self._text)

    def sizeHint(self) -> QSize:
        """Room for the usual example: four lines, or six where they are short."""
        wide = self.width() >= self.theme.px(LONG_LINES)
        return QSize(self.theme.px(30), self.theme.px(7.2 if wide else 10.4))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write larger where there is room to spare, and ask for as much as lines of this length need."""
        self._text.setFont(self.theme.type(LARGE if self.height() >= self.theme.px(SPARE) else 1.0))
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Room for two lines; the rest scrolls."""
        return QSize(self.theme.px(14), self.theme.px(4.6))

    def present(self, scene: Scene) -> None:
        """Work out the scene's cell."""
        self._scene = scene
        words, explanation = scene.words, scene.explanation
        self._text.setAccessibleName(words("why.name"))
        if explanation is None:
            self._text.setHtml(words("why.nothing"))
        else:
            self._text.setHtml(worked(scene, explanation))

    def drawing(self, scene: Scene) -> Drawing:
        """Return the worked example."""
        return drawing_of(scene, WIDE)

    def menu(self, at: QWidget) -> QMenu:
        """Offer the worked example as text."""
        menu = super().menu(at)
        if self._scene:
            text = self._text.toPlainText()
            menu.addAction(self._scene.words("why.copy"), lambda: QGuiApplication.clipboard().setText(text))
        return menu

    def _follow(self, link: QUrl) -> None:
        """Open the matrix that an operand comes from, at its row or column."""
        matrix, head, row, col = parse_ref(link.toString())
        if self._scene is None:
            return
        trace = self._scene.trace
        if matrix in WEIGHTS:
            opened = None if trace.heads == 1 else head
            self.store.update(focus=matrix, head=opened, entry=(row or 0, col or 0), hover=None)
            return
        head = None if trace.heads == 1 or matrix == "X" else head
        opened = {"focus": matrix, "head": head, "col": col, "hover": None}
        if row is None:
            self.store.update(**opened)
        else:
            self.store.select(trace.rows[row], trace.text, **opened)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        theme, painter = self.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = self.rect().adjusted(theme.px(1.2), 2, -theme.px(0.6), -theme.px(0.3))
        painter.setPen(QColor(theme.line))
        painter.setBrush(QColor(theme.card))
        painter.drawRoundedRect(card, 5, 5)
        painter.fillRect(card.adjusted(0, 1, theme.px(0.28) - card.width(), -1), QColor(theme.peony))


def drawing_of(scene: Scene, width: float) -> Drawing:
    """Return the worked example for paper, beside a stroke of colour."""
    theme, explanation = scene.theme, scene.explanation
    shown = scene.words("why.nothing") if explanation is None else unlinked(worked(scene, explanation))
    edge = 0.8 * theme.em
    written = text(shown, theme.font, theme.ink, width - edge)

    def paint(painter: QPainter) -> None:
        painter.fillRect(QRectF(0, 0, 0.28 * theme.em, written.height), QColor(theme.peony))
        written.paint_at(painter, edge, 0)

    return Drawing(width, written.height, paint)
