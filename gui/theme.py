"""Colours and sizes, light and dark. Sizes are multiples of the font: a larger type enlarges everything."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPalette

_STYLE = Path(__file__).parent.parent / "resources" / "style.qss"
FAMILIES = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
POINTS = 10.0


@dataclass(frozen=True)
class Theme:
    """The light theme; `DARK` has the colours of the dark one.

    Attributes
    ----------
    em
        Height of the interface font's letters in pixels.
    motion
        Whether anything may slide to its place.
    on_peony
        Text on a ground of `peony`.
    """

    em: float
    font: QFont = field(compare=False)
    dark: bool = False
    motion: bool = True
    paper: str = "#FBF9F6"
    card: str = "#FFFFFF"
    ink: str = "#2B2A33"
    quiet: str = "#6E656D"
    faint: str = "#8F868E"
    line: str = "#ECE6E0"
    edge: str = "#D9CFD2"
    track: str = "#F5F1EE"
    peony: str = "#B51E5B"
    on_peony: str = "#FFFFFF"
    petal: str = "#C9366B"
    blush: str = "#FBE1EA"
    blue: str = "#3F6FA8"
    sky: str = "#E3EEF9"
    amber: str = "#8A5A00"
    tint_q: str = "#E3EEF9"
    tint_k: str = "#E4F3EA"
    tint_v: str = "#FFF0D9"
    tint_a: str = "#FBE1EA"
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
        tints = {"Q": self.tint_q, "K": self.tint_k, "V": self.tint_v, "A": self.tint_a}
        return tints.get(stage or "")

    def outline(self, kept: bool) -> str:
        """Return the colour of the outline of a token."""
        return self.edge


# Measured against the light one: every text has at least the contrast that it has there, or 6.5:1.
DARK = {
    "paper": "#17161B",
    "card": "#211F26",
    "ink": "#ECE8EE",
    "quiet": "#ADA5AF",
    "faint": "#7F7782",
    "line": "#322F38",
    "edge": "#4A4652",
    "track": "#2B2830",
    "peony": "#F286AC",
    "on_peony": "#2A0815",
    "petal": "#E0628F",
    "blush": "#46202F",
    "blue": "#7FB2EA",
    "sky": "#1E3247",
    "amber": "#E5B04A",
    "green": "#6CC795",
    "mint": "#1C3226",
    "tint_q": "#1D3247",
    "tint_k": "#1C3A2A",
    "tint_v": "#43351A",
    "tint_a": "#46202F",
}


@cache
def _sized(description: str, scale: float, bold: bool) -> QFont:
    # Making a font costs more than drawing with it, and every paint event asks for the same few.
    font = QFont()
    font.fromString(description)
    font.setPointSizeF(font.pointSizeF() * scale)
    font.setBold(bold)
    return font


def interface_font(scale: int = 100) -> QFont:
    """Return a font that has Chinese, at `scale` percent of its usual size."""
    here = set(QFontDatabase.families())
    family = next((name for name in FAMILIES if name in here), None)
    font = QFont(family) if family else QFont()
    font.setPointSizeF(POINTS * scale / 100)
    return font


def make_theme(font: QFont, dark: bool = False, motion: bool = True) -> Theme:
    """Return a theme in the sizes of `font`."""
    em = QFontMetricsF(font).height() * 0.72
    return Theme(em=em, font=font, dark=dark, motion=motion, **(DARK if dark else {}))


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
        QPalette.ColorRole.HighlightedText: theme.on_peony,
        QPalette.ColorRole.BrightText: theme.on_peony,
        QPalette.ColorRole.Link: theme.peony,
        QPalette.ColorRole.LinkVisited: theme.peony,
        QPalette.ColorRole.Accent: theme.peony,
        QPalette.ColorRole.ToolTipBase: theme.ink,
        QPalette.ColorRole.ToolTipText: theme.paper,
    }
    # From the card Qt makes the shades of edges and grooves.
    made = QPalette(QColor(theme.card), QColor(theme.paper))
    for role, name in roles.items():
        made.setColor(role, QColor(name))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.faint))
    return made


def icon_file(name: str, theme: Theme) -> Path:
    """Return the picture of an icon in the colours of a theme."""
    return _STYLE.parent / "icons" / ("dark" if theme.dark else "light") / f"{name}.svg"


def stylesheet(theme: Theme) -> str:
    """Return the style of the plain widgets; what paints itself takes the theme directly."""
    icons = icon_file("", theme).parent.as_posix()
    template = Template(_STYLE.read_text(encoding="utf-8"))
    style = template.substitute(asdict(replace(theme, font=None)), icons=icons)
    return re.sub(r"([\d.]+)em(-\d+)?\b", lambda match: _pixels(theme, match[1], match[2] or 0), style)


def _pixels(theme: Theme, ems: str, less: str | int) -> str:
    """Write ``0.3em-1`` in pixels: what has a thicker border is to be as large as before."""
    return f"{max(theme.px(float(ems)) + int(less), 0)}px"
