"""The main picture as a file: the matrix in focus with its sentence, twice as fine as the screen."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from engine.formula import formula
from gui.items.colour_bar import paint_bar
from gui.items.heat_layout import lay_out
from gui.items.heat_names import paint_names
from gui.items.heat_paint import paint_cells
from gui.panels.focus import empty_reason, matrix_of
from gui.scene import Scene
from gui.theme import interface_font, make_theme

WIDTH, HEIGHT, FINE = 960, 760, 2


def picture(scene: Scene) -> bytes:
    """Return the scene's matrix as PNG, 2× for print: on light paper, however the window looks."""
    scene = replace(scene, theme=make_theme(interface_font()))
    image = QImage(WIDTH * FINE, HEIGHT * FINE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(FINE)
    image.fill(QColor(scene.theme.paper))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    head = _paint_head(painter, scene)
    painter.translate(QPoint(round(1.2 * scene.theme.em), round(head)))
    _paint_matrix(painter, scene, QRectF(0, 0, WIDTH - 2.4 * scene.theme.em, HEIGHT - head - 10))
    painter.end()
    return png(image)


def png(image: QImage) -> bytes:
    """Return an image as the bytes of a PNG file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data.data())


def _paint_head(painter: QPainter, scene: Scene) -> float:
    """Write sentence, matrix and formula; return the height used."""
    theme, em, trace = scene.theme, scene.theme.em, scene.trace
    parts = formula(trace.settings, trace.X.shape[1], trace.head_dim, trace.heads)
    focus = scene.focus
    lines = (
        (theme.type(1.4, bold=True), theme.ink, trace.text.strip()),
        (theme.type(1.1), theme.ink, f"{focus} · {scene.words(f'matrix.{focus}')}"),
        (theme.type(1.0), theme.quiet, " ".join(part.plain for part in parts)),
    )
    y = 1.2 * em
    for font, ink, text in lines:
        painter.setFont(font)
        painter.setPen(QColor(ink))
        room = QRectF(1.6 * em, y, WIDTH - 3.2 * em, 2.2 * em)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        y += 2.1 * em
    return y + 0.6 * em


def _paint_matrix(painter: QPainter, scene: Scene, room: QRectF) -> None:
    matrix = matrix_of(scene)
    if matrix is None:
        reason = scene.words(empty_reason(scene) or "empty.text")
        painter.setFont(scene.theme.type(1.2))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, reason)
        return
    layout = lay_out(matrix, room, scene.theme)
    paint_cells(painter, matrix, layout, scene.theme)
    paint_names(painter, matrix, layout, scene.theme)
    paint_bar(painter, layout.bar, matrix.scale, matrix.colours, scene.theme)
