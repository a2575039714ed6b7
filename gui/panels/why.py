"""Why this number? The cell under the pointer, computed before the reader's eyes."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu, QTextBrowser, QWidget

from engine.projections.edits import WEIGHTS
from gui.drawings.drawing import Drawing
from gui.drawings.text import text
from gui.items.example_text import ExampleText
from gui.items.marks import APART
from gui.panels.panel import Panel
from gui.scene import Scene
from gui.state import Store
from gui.theme import Theme
from gui.worked import JOINER, TERMS, parse_ref, unlinked, worked

WIDE = 720  # pixels on paper
LINE, LEAST, MOST = 1.45, 2, 9  # ems of height; lines that stay in a low window, and that may be wished
PRODUCT, SUM, TERM = 75, 15, 4.2  # ems of width: q·k; what is around the sum of softmax; each of its terms


class WhyPanel(Panel):
    """The worked example.

    Its height is that of the usual example of a sentence, not its text's: nothing moves while the pointer
    does, or where a switch or another matrix needs less.
    """

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
        self._text.setProperty("edge", theme.px(0.8) - APART)  # what marks it marks the card, on its edge
        self._text.verticalScrollBar().setSingleStep(self._line())
        self._terms = 1

    def sizeHint(self) -> QSize:
        """Room for the usual example in lines of this length."""
        return QSize(self.theme.px(30), self.heightForWidth(self.width()))

    def heightForWidth(self, wide: int) -> int:
        """Return the height of the usual example: q·k, what it is divided by, softmax."""
        ems = max(self._frame(QSize(wide, 0)).width() / self.theme.em, 1)
        lines = ceil(PRODUCT / ems) + 1 + ceil((SUM + TERM * self._terms) / ems)
        return self._height_of(min(lines, MOST))

    def minimumSizeHint(self) -> QSize:
        """Room for two lines; the rest scrolls."""
        return QSize(self.theme.px(14), self._height_of(LEAST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show whole lines."""
        frame, line = self._frame(event.size()), self._line()
        frame.setHeight(max(frame.height() // line, 1) * line)
        self._text.setGeometry(frame)

    def _line(self) -> int:
        return self.theme.px(LINE)

    def _height_of(self, lines: int) -> int:
        return lines * self._line() - self._frame(QSize(0, 0)).height()

    def _frame(self, size: QSize) -> QRect:
        px = self.theme.px
        return QRect(QPoint(), size).adjusted(px(2), px(0.6), -px(1.4), -px(0.75))

    def present(self, scene: Scene) -> None:
        """Work out the scene's cell."""
        self._scene = scene
        words, explanation = scene.words, scene.explanation
        self._text.setAccessibleName(words("why.name"))
        if explanation is None:
            self._text.setHtml(words("why.nothing"))
        else:
            self._text.setHtml(worked(scene, explanation))
        self._space_lines()
        terms = min(len(scene.trace.tokens), 2 * TERMS)
        if terms != self._terms:
            self._terms = terms
            self.updateGeometry()

    def _space_lines(self) -> None:
        """Give all lines one height, whatever is raised or lowered in them: none is cut through."""
        spaced = QTextBlockFormat()
        spaced.setLineHeight(self._line(), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        everything = QTextCursor(self._text.document())
        everything.select(QTextCursor.SelectionType.Document)
        everything.mergeBlockFormat(spaced)

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
