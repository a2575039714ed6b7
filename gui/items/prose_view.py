"""A text with live figures and typeset formulas."""

from __future__ import annotations

import html
import math
import unicodedata
from collections.abc import Container
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QPainter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QTextBrowser, QWidget

from engine.course.prose import Block, Prose, Span, plain, readable
from gui.items.names import short, visible
from gui.theme import Theme
from gui.typesetter import SIZE, Typesetter

Piece = tuple[Span, str, str]
LONGEST_FIGURE = 160  # characters of a figure that is words


class ProseView(QTextBrowser):
    """Shows prose as high as it is. Its rich text is made here: nothing in the prose can be markup."""

    def __init__(self, theme: Theme, typesetter: Typesetter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._typesetter = theme, typesetter
        self._prose: Prose = ()
        self._lead = ""
        self._drawn: tuple[object, ...] = ()
        self.setOpenLinks(False)
        self.setFont(theme.type())
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        for policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursorWidth(0)  # nothing can be written here
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        size = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        size.setHeightForWidth(True)
        self.setSizePolicy(size)
        typesetter.arrived.connect(self._draw)

    def show_prose(self, prose: Prose, lead: str = "") -> None:
        """Show filled-in prose; `lead` is said strongly before it."""
        self._prose, self._lead = prose, lead
        self.setAccessibleName(lead + plain(prose))
        self._draw()

    def heightForWidth(self, width: int) -> int:
        """As high as the text is at a width."""
        document = self.document()
        shown = document.textWidth()
        document.setTextWidth(width)
        height = math.ceil(document.size().height())
        document.setTextWidth(shown)
        return height

    def sizeHint(self) -> QSize:
        """As high as the text is at the present width."""
        return QSize(self._theme.px(14), self.heightForWidth(max(self.width(), self._theme.px(14))))

    minimumSizeHint = sizeHint

    def _draw(self) -> None:
        blocks = [(block.item, glued(block)) for block in self._prose]
        formulas = {(latex, mark) for _, pieces in blocks for _, latex, mark in pieces if latex}
        pictures = {formula: self._typesetter.picture(formula[0]) for formula in formulas}
        known = {formula: picture for formula, picture in pictures.items() if picture is not None}
        drawn = (self._prose, self._lead, frozenset(known))
        if drawn == self._drawn:
            return
        self._drawn = drawn
        self.clear()
        for formula, picture in known.items():
            image = painted(picture, formula[1], self._theme, self.devicePixelRatioF())
            self.document().addResource(QTextDocument.ResourceType.ImageResource, name_of(*formula), image)
        lead = f"<b>{html.escape(self._lead)}</b>" if self._lead else ""
        self.setHtml(
            "".join(
                self._paragraph(item, lead * (number == 0) + write(pieces, known), number + 1 == len(blocks))
                for number, (item, pieces) in enumerate(blocks)
            )
        )
        self._settle_images()
        self.updateGeometry()

    def _paragraph(self, item: bool, text: str, last: bool) -> str:
        theme, left = self._theme, self._theme.px(0.9) if item else 0
        style = (
            f"margin:0 0 {0 if last else theme.px(0.5)}px {left}px; text-indent:{-left}px;"
            f"-qt-line-height-type:line-distance; line-height:{theme.px(0.28)}px;"
        )
        return f'<p style="{style}">{"•&nbsp; " * item}{text}</p>'

    def _settle_images(self) -> None:
        """Put the lower edge of every formula as deep as letters go, which rich text has no words for."""
        format_ = QTextCharFormat()
        format_.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
        block = self.document().begin()
        while block.isValid():
            pieces = block.begin()
            while not pieces.atEnd():
                piece = pieces.fragment()
                if piece.charFormat().isImageFormat():
                    cursor = QTextCursor(self.document())
                    cursor.setPosition(piece.position())
                    cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
                    cursor.mergeCharFormat(format_)
                pieces += 1
            block = block.next()


def glued(block: Block) -> list[Piece]:
    """Return (span, its formula, the mark after that): a mark that follows a formula goes with it.

    Rich text may end a line after any image, and no line may begin with a comma.
    """
    pieces: list[Piece] = []
    for span in block.spans:
        last = pieces[-1] if pieces else None
        first = span.text[0]
        if last and last[1] and span.kind == "text" and unicodedata.category(first) in ("Po", "Pe", "Pf"):
            pieces[-1] = (last[0], last[1], first)
            span = replace(span, text=span.text[1:])
        pieces.append((span, span.text if span.kind == "formula" else "", ""))
    return pieces


def write(pieces: list[Piece], known: Container[tuple[str, str]]) -> str:
    """Write pieces as rich text; a formula that is not typeset yet stands as it was written."""
    return "".join(_write(*piece, known) for piece in pieces)


def _write(span: Span, latex: str, mark: str, known: Container[tuple[str, str]]) -> str:
    match span.kind:
        case "formula" if (latex, mark) in known:
            text = f'<img src="{name_of(latex, mark).toString()}">'
        case "formula":
            text = f"<i>{html.escape(readable(latex))}</i>{html.escape(mark)}"
        case "figure":
            text = f"<b>{html.escape(visible(short(span.text, LONGEST_FIGURE)))}</b>"
        case _:
            text = html.escape(span.text)
    text = f"<b>{text}</b>" if span.strong else text
    return f"<i>{text}</i>" if span.stressed else text


def name_of(latex: str, mark: str) -> QUrl:
    """Return what a formula's image is called: a name that no file and no address can have."""
    return QUrl(f"formula:{(latex + mark).encode().hex()}")


def painted(picture: QSvgRenderer, mark: str, theme: Theme, ratio: float) -> QImage:
    """Return the image of a formula and the mark after it.

    Its baseline is as far above its lower edge as that of letters; a formula that goes deeper is raised.
    """
    scale = theme.em * 1.12 / SIZE
    view, metrics = picture.viewBoxF(), QFontMetricsF(theme.type())
    width, descent = view.width() * scale, round(metrics.descent())
    above, below = -view.top() * scale, view.bottom() * scale
    size = QSize(math.ceil(width + metrics.horizontalAdvance(mark)), math.ceil(above + max(below, descent)))
    image = QImage(size * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    baseline = size.height() - max(below, descent)
    picture.render(painter, QRectF(0, baseline - above, width, view.height() * scale))
    painter.setFont(theme.type())
    painter.drawText(QPointF(width, baseline), mark)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), QColor(theme.ink))
    painter.end()
    return image
