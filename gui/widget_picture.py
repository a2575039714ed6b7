"""A part of the window as a file, under its sentence."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QRegion
from PySide6.QtWidgets import QWidget

from gui.picture import FINE, png
from gui.scene import Scene


def widget_picture(widget: QWidget, scene: Scene) -> bytes:
    """Return a part of the window under its sentence as PNG, 2× for print."""
    theme, size = scene.theme, widget.size()
    head = theme.px(3)
    image = QImage(size.width() * FINE, (size.height() + head) * FINE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(FINE)
    image.fill(QColor(theme.paper))
    painter = QPainter(image)
    painter.setFont(theme.type(1.2, bold=True))
    painter.setPen(QColor(theme.ink))
    room = QRect(theme.px(1), 0, size.width() - theme.px(2), head)
    elide, text = Qt.TextElideMode.ElideRight, scene.trace.text.strip()
    text = painter.fontMetrics().elidedText(text, elide, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
    widget.render(painter, QPoint(0, head), QRegion(), QWidget.RenderFlag.DrawChildren)
    painter.end()
    return png(image)
