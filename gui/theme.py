"""Colours and sizes. Sizes are multiples of the font, so that a larger type enlarges everything."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPalette

_STYLE = Path(__file__).parent.parent / "resources" / "style.qss"
STAGE_TINTS = {"Q": "#E3EEF9", "K": "#E4F3EA", "V": "#FFF0D9", "A": "#FBE1EA"}


@dataclass(frozen=True)
class Theme:
    """The light theme. `em` is the height of the interface font's letters in pixels."""

    em: float
    font: QFont = field(compare=False)
    paper: str = "#FBF9F6"
    card: str = "#FFFFFF"
    ink: str = "#2B2A33"
    quiet: str = "#6E656D"
    faint: str = "#A79FA5"
    line: str = "#ECE6E0"
    edge: str = "#D9CFD2"
    track: str = "#F5F1EE"
    peony: str = "#B51E5B"
    petal: str = "#C9366B"
    blush: str = "#FBE1EA"
    blue: str = "#3F6FA8"
    sky: str = "#E3EEF9"
    amber: str = "#8A5A00"
    green: str = "#2A7A4B"
    mint: str = "#EEF8F1"

    def px(self, ems: float) -> int:
        """Return `ems` times the font size in whole pixels."""
        return round(ems * self.em)

    def type(self, scale: float = 1.0, bold: bool = False) -> QFont:
        """Return the interface font, larger or smaller, perhaps bold. Copy it before changing it."""
        return _sized(self._description, scale, bold)

    @cached_property
    def _description(self) -> str:
        return self.font.toString()

    def tint(self, stage: str | None) -> str | None:
        """Return the background of a stage, where it has one."""
        return STAGE_TINTS.get(stage or "")


@cache
def _sized(description: str, scale: float, bold: bool) -> QFont:
    # Making a font costs more than drawing with it, and every paint event asks for the same few.
    font = QFont()
    font.fromString(description)
    font.setPointSizeF(font.pointSizeF() * scale)
    font.setBold(bold)
    return font


def make_theme(font: QFont) -> Theme:
    """Return the theme in the sizes of `font`."""
    return Theme(em=QFontMetricsF(font).height() * 0.72, font=font)


def colour(name: str, alpha: float = 1.0) -> QColor:
    """Return the colour ``#RRGGBB`` at an opacity of 0 to 1."""
    made = QColor(name)
    made.setAlphaF(alpha)
    return made


def palette(theme: Theme) -> QPalette:
    """Return the colours of what the style draws by itself: lists, sliders, check boxes."""
    roles = {
        QPalette.ColorRole.Window: theme.paper,
        QPalette.ColorRole.Base: theme.card,
        QPalette.ColorRole.AlternateBase: theme.track,
        QPalette.ColorRole.Button: theme.card,
        QPalette.ColorRole.Text: theme.ink,
        QPalette.ColorRole.WindowText: theme.ink,
        QPalette.ColorRole.ButtonText: theme.ink,
        QPalette.ColorRole.PlaceholderText: theme.quiet,
        QPalette.ColorRole.Highlight: theme.peony,
        QPalette.ColorRole.HighlightedText: theme.card,
        QPalette.ColorRole.Accent: theme.peony,
        QPalette.ColorRole.ToolTipBase: theme.ink,
        QPalette.ColorRole.ToolTipText: theme.paper,
    }
    made = QPalette()
    for role, name in roles.items():
        made.setColor(role, QColor(name))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.faint))
    return made


def stylesheet(theme: Theme) -> str:
    """Return the style of the plain widgets; what paints itself takes the theme directly."""
    style = Template(_STYLE.read_text(encoding="utf-8")).substitute(asdict(replace(theme, font=None)))
    return re.sub(r"([\d.]+)em\b", lambda match: f"{theme.px(float(match[1]))}px", style)
