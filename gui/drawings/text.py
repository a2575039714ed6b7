"""Text on a drawing: wrapped, with the little markup that worked examples need."""

from __future__ import annotations

import html

from PySide6.QtGui import QAbstractTextDocumentLayout, QColor, QFont, QPainter, QPalette, QTextDocument

from gui.drawings.drawing import Drawing
from gui.items.names import visible
from gui.theme import Theme


def text(markup: str, font: QFont, ink: str, width: float | None = None) -> Drawing:
    """Return rich text, wrapped to `width`, or in one line as wide as it is.

    Whatever a person typed has to be escaped before.
    """
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(font)
    document.setHtml(markup)
    document.setTextWidth(-1 if width is None else width)
    context = QAbstractTextDocumentLayout.PaintContext()
    colours = QPalette(context.palette)
    colours.setColor(QPalette.ColorRole.Text, QColor(ink))
    context.palette = colours

    def paint(painter: QPainter) -> None:
        document.documentLayout().draw(painter, context)

    size = document.size()
    return Drawing(size.width() if width is None else width, size.height(), paint)


def heading(title: str, says: str, theme: Theme, width: float) -> Drawing:
    """Return the title of a view and what it says about itself; both are plain text."""
    quiet = f'<span style="color:{theme.quiet}">{plain(says)}</span>'
    return text(f"<b>{plain(title)}</b> &nbsp; {quiet}", theme.font, theme.ink, width)


def plain(written: str) -> str:
    """Return plain text as rich text, with what shows nothing written out."""
    return html.escape(visible(written))
