"""Colours and sizes for paper: the light theme on white, in sizes that no screen changes."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from PySide6.QtGui import QFont, QFontMetricsF

from gui.scene import Scene
from gui.theme import Theme, interface_font

SIZE = 13  # pixels of the type, 96 an inch


class PrintTheme(Theme):
    """The light theme with type in whole pixels: points would be another size on another screen."""

    def type(self, scale: float = 1.0, bold: bool = False) -> QFont:
        """Return the type, larger or smaller, perhaps bold. Copy it before changing it."""
        return _sized(self.font.family(), round(SIZE * scale), bold)

    def outline(self, kept: bool) -> str:
        """Return the colour of the outline of a token: a pale one is lost by printers and copiers."""
        return self.quiet if kept else self.faint


def printed(scene: Scene) -> Scene:
    """Return a scene as it is drawn for paper: in the theme of paper, and nobody points at anything."""
    return replace(scene, theme=print_theme(), state=replace(scene.state, hover=None))


@cache
def print_theme() -> Theme:
    """Return the theme of everything that is drawn for paper."""
    font = _sized(interface_font().family(), SIZE, False)
    return PrintTheme(em=QFontMetricsF(font).height() * 0.72, font=font, paper="#FFFFFF")


@cache
def _sized(family: str, pixels: int, bold: bool) -> QFont:
    font = QFont(family)
    font.setPixelSize(pixels)
    font.setBold(bold)
    # Hinting would fit the widths of letters to the pixels of a screen.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
