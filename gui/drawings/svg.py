"""A drawing as SVG whose text stays text."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtSvg import QSvgGenerator

from gui.drawings.drawing import Drawing

DOTS = 96  # an inch
FALLBACK = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC")  # for machines without the font
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in any XML
_EMPTY = re.compile(r"<g [^>]*>\s*</g>\s*")
_IMPLIED = re.compile(
    r' (?:vector-effect="none"|fill-rule="evenodd"|(?:fill|stroke)-opacity="1"|font-style="normal"|'
    r'font-weight="400"|transform="matrix\(1,0,0,1,0,0\)")'
)
_GROUP = re.compile(r"<g ([^>]*)>")
_FONT = re.compile(r'\s*font-[a-z]+="[^"]*"')
_TEXT = re.compile(r"<text ([^>]*)>([^<]*\S[^<]*)</text>")


def svg(drawing: Drawing, title: str) -> bytes:
    """Return a drawing as an SVG file."""
    return tidied(measured(generated(drawing, title))).encode()


def generated(drawing: Drawing, title: str) -> str:
    """Return what Qt makes of a drawing, as XML that every reader takes."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setResolution(DOTS)
    generator.setSize(QSize(round(drawing.width), round(drawing.height)))
    generator.setViewBox(QRectF(0, 0, round(drawing.width), round(drawing.height)))
    generator.setTitle(title)
    generator.setDescription("Peony")
    painter = QPainter(generator)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing.paint(painter)
    painter.end()
    return _ILLEGAL.sub("\ufffd", bytes(data.data()).decode("utf-8", "replace"))


def measured(xml: str) -> str:
    """Return the same picture, every text as long as it is here.

    Each has its place, so that on a machine with another font one would lie on the next.
    """

    def with_length(found: re.Match[str]) -> str:
        attributes, shown = found.groups()
        long = QFontMetricsF(font_of(attributes)).horizontalAdvance(unescape(shown))
        return f'<text {attributes} textLength="{long:.6g}" lengthAdjust="spacingAndGlyphs">{shown}</text>'

    return _TEXT.sub(with_length, xml)


def font_of(attributes: str) -> QFont:
    """Return the font that a text is drawn with."""
    value = dict(re.findall(r'([a-z-]+)="([^"]*)"', attributes))
    font = QFont(unescape(value["font-family"]))
    font.setPixelSize(round(float(value["font-size"])))
    font.setWeight(QFont.Weight(int(value["font-weight"])))
    font.setItalic(value["font-style"] != "normal")
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def tidied(xml: str) -> str:
    """Return the same picture in a third of the bytes: without empty groups and what goes without saying.

    Nothing that a person typed can be taken for a tag or an attribute: Qt has escaped it.
    """
    xml = _EMPTY.sub("", xml)
    xml = _GROUP.sub(lambda group: f"<g {_FONT.sub('', group[1])}>", xml)
    xml = re.sub(r"\s+>", ">", _IMPLIED.sub("", xml))
    families = Counter(re.findall(r' font-family="([^"]*)"', xml)).most_common(1)
    if families:
        family = families[0][0]
        xml = xml.replace(f' font-family="{family}"', "")
        names = ", ".join(f"'{name}'" for name in dict.fromkeys((family, *FALLBACK)))
        xml = xml.replace("<g ", f'<g font-family="{names}, sans-serif" ', 1)
    return xml
