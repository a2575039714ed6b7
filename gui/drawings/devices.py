"""A drawing as a file: PNG for screens and office programs, SVG and PDF for print."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter

from gui.drawings.drawing import Drawing
from gui.drawings.pdf import pdf
from gui.drawings.svg import svg

FINE = 2  # pixels of a PNG for each of the drawing
PER_METRE = round(96 * FINE / 0.0254)


def image(drawing: Drawing) -> QImage:
    """Return a drawing as an image, twice as fine as the screen, on white."""
    made = QImage(round(drawing.width * FINE), round(drawing.height * FINE), QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(FINE)
    made.fill(QColor("#FFFFFF"))
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing.paint(painter)
    painter.end()
    made.setDotsPerMeterX(PER_METRE)  # so that it is pasted at its natural size
    made.setDotsPerMeterY(PER_METRE)
    return made


def encoded(made: QImage) -> bytes:
    """Return an image as the bytes of a PNG file; the same image, the same bytes."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    made.save(buffer, "PNG")
    return bytes(data.data())


def painted(drawing: Drawing, title: str, suffix: str) -> Callable[[], bytes]:
    """Paint a drawing, and return what makes the file of it and may run on any thread."""
    if suffix == ".png":
        made = image(drawing)
        return lambda: encoded(made)
    data = VECTORS[suffix](drawing, title)
    return lambda: data


VECTORS: Mapping[str, Callable[[Drawing, str], bytes]] = {".svg": svg, ".pdf": pdf}
SUFFIXES = (".png", *VECTORS)
