"""A drawing as PDF whose text can be searched and copied, the same bytes each time.

Qt embeds the fonts, but the table that says which character each glyph stands for (ToUnicode) misses
every run of neighbours (0123456789 among them), everything beyond U+FFFF, and calls 人 by the radical
⼈ that looks the same. So each character is first drawn by itself, outside the page: where its glyph
is found, its character is known. Then it is taken out again and the table written anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from unicodedata import normalize

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QSizeF, QUuid
from PySide6.QtGui import QFont, QPageSize, QPainter, QPdfWriter

from gui.drawings.drawing import Drawing
from gui.drawings.pdf_file import PdfFile
from gui.drawings.svg import DOTS, generated

OUTSIDE = 5000  # pixels above the page, and a line of characters a pixel from there on
LINE = 1000
NO_GLYPH = b"0000"
NEIGHBOURS = ("[A-Za-z]", "[\u4e00-\u9fff]")  # among which a font may have other digits
_TEXT = re.compile(r"<text ([^>]*)>([^<]*)</text>")
_OUTSIDE = re.compile(rb"BT\s+/F(\d+) [^\n]*\n(\S+) ([5-9]\d{3}) Td ((?:(?!ET)[^\n]*\n)*)ET\n")
Face = tuple[str, int, bool]  # family, weight, italic
Probe = tuple[Face, str, str]  # a face, a character drawn in it, the neighbour before it


def pdf(drawing: Drawing, title: str) -> bytes:
    """Return a drawing as a PDF file of one page, as large as the drawing."""
    probes = list(_probes(generated(drawing, title)))
    file = PdfFile(_written(drawing, title, probes))
    known = _known(file.content(), probes)
    for number in file.fonts():
        file.set_unicode(number, _normal(file.unicode(number)) | known.get(number, {}))
    file.set_content(_OUTSIDE.sub(b"", file.content()))
    return file.data()


def _probes(xml: str) -> Iterator[Probe]:
    """Return every character of a picture in each face that it is drawn in: alone, after a neighbour."""
    drawn: dict[Face, str] = {}
    for attributes, shown in _TEXT.findall(xml):
        value = dict(re.findall(r'([a-z-]+)="([^"]*)"', attributes))
        face = unescape(value["font-family"]), int(value["font-weight"]), value["font-style"] != "normal"
        drawn[face] = drawn.get(face, "") + unescape(shown)
    for face, chars in drawn.items():
        neighbours = [found[0] for each in NEIGHBOURS if (found := re.search(each, chars))]
        for char in dict.fromkeys((" ", *"".join(chars.split()))):
            yield from ((face, char, before) for before in ("", *neighbours))


def _written(drawing: Drawing, title: str, probes: Iterable[Probe]) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    points = QSizeF(drawing.width, drawing.height) * 72 / DOTS
    exact = QPageSize.SizeMatchPolicy.ExactMatch
    writer.setPageSize(QPageSize(points, QPageSize.Unit.Point, "", exact))
    writer.setPageMargins(QMarginsF())
    writer.setResolution(DOTS)
    writer.setTitle(title)
    writer.setCreator("Peony")
    writer.setDocumentId(QUuid("{00000000-0000-0000-0000-000000000001}"))  # else by chance
    painter = QPainter(writer)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    for place, (face, char, before) in enumerate(probes):
        painter.setFont(_font(*face))
        painter.drawText(QPointF(place % LINE, -OUTSIDE - place // LINE), before + char)
    drawing.paint(painter)
    painter.end()
    return bytes(data.data())


def _font(family: str, weight: int, italic: bool) -> QFont:
    font = QFont(family)
    font.setPixelSize(10)
    font.setWeight(QFont.Weight(weight))
    font.setItalic(italic)
    return font


def _known(content: bytes, probes: list[Probe]) -> dict[int, dict[bytes, str]]:
    """Return, for each font, the characters of the glyphs that the probes were drawn with."""
    known: dict[int, dict[bytes, str]] = {}
    for font, x, y, drawn in _OUTSIDE.findall(content):
        place = (int(y) - OUTSIDE) * LINE + int(x) if x.isdigit() else len(probes)
        codes, table = re.findall(rb"<(....)>", drawn), known.setdefault(int(font), {})
        if place < len(probes) and len(codes) == len("".join(probes[place][1:])):
            char, taken = probes[place][1], table.get(codes[-1])
            # A font has one glyph for what looks the same: it is called by what people type. What is
            # not seen at all, as the sign that makes ❤ red, is drawn as a space.
            if taken is None or (taken != " " and normalize("NFKC", char) == char):
                table[codes[-1]] = char
    return {font: {code: char for code, char in t.items() if code != NO_GLYPH} for font, t in known.items()}


def _normal(known: dict[bytes, str]) -> dict[bytes, str]:
    """Return Qt's own names, for glyphs that are drawn only in company, as what people type."""
    return {code: normalize("NFKC", char) if char.strip() else " " for code, char in known.items()}
