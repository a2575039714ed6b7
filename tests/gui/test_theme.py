"""Both themes have every colour, and every text on them can be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from gui.items.colours import MAPS, ink_on, lookup
from gui.theme import DARK, Theme, icon_file, interface_font, make_theme, stylesheet
from tests.gui.eyes import contrast, rgb, unpacked
from tests.gui.test_pictures import pixels

TEXTS = [
    *(("ink", ground) for ground in ("paper", "card", "track", "blush", "sky")),
    *(("quiet", ground) for ground in ("paper", "card", "track", "blush")),
    *((text, f"tint_{stage}") for text in ("ink", "quiet", "peony") for stage in "qkva"),
    *(("peony", ground) for ground in ("paper", "card", "blush")),
    *(("amber", ground) for ground in ("paper", "card")),
    ("on_peony", "peony"), ("card", "ink"), ("paper", "ink"),
]  # fmt: skip
MARKS = [
    *((mark, ground) for mark in ("peony", "petal", "blue") for ground in ("paper", "card", "track")),
    *((mark, ground) for mark in ("faint", "quiet", "ink") for ground in ("paper", "card")),
    ("blue", "sky"), ("peony", "blush"),
]  # fmt: skip
BOTH = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


def theme(dark: bool) -> Theme:
    return make_theme(interface_font(), dark)


def test_the_dark_theme_has_every_colour(qapp: QApplication) -> None:
    colours = {each.name for each in fields(Theme) if re.fullmatch("#[0-9A-F]{6}", str(each.default))}
    assert set(DARK) == colours


@BOTH
def test_every_text_stands_out_from_its_ground(qapp: QApplication, dark: bool) -> None:
    worn = theme(dark)
    for text, ground in TEXTS:
        found = contrast(rgb(getattr(worn, text)), rgb(getattr(worn, ground)))
        assert found >= 4.5, (text, ground, round(float(found), 2))


@BOTH
def test_every_mark_stands_out_from_its_ground(qapp: QApplication, dark: bool) -> None:
    worn = theme(dark)
    for mark, ground in MARKS:
        found = contrast(rgb(getattr(worn, mark)), rgb(getattr(worn, ground)))
        assert found >= 3, (mark, ground, round(float(found), 2))


@BOTH
def test_the_dark_theme_is_dark(qapp: QApplication, dark: bool) -> None:
    worn = theme(dark)
    assert (rgb(worn.paper).mean() < 0.2) == dark
    assert (rgb(worn.ink).mean() > 0.8) == dark


@BOTH
@pytest.mark.parametrize("name", MAPS)
@pytest.mark.parametrize("signed", [False, True])
def test_a_number_can_be_read_on_every_colour(name: str, signed: bool, dark: bool) -> None:
    colours = lookup(name, signed, dark)
    white = ink_on(colours)
    ink = np.where(white[:, None], 1.0, 0.0) * np.ones(3)
    assert contrast(unpacked(colours), ink).min() >= 4.5


@BOTH
def test_icons_have_the_colours_of_their_theme(qapp: QApplication, dark: bool) -> None:
    worn = theme(dark)
    wanted = {"check": "on_peony", "dot": "on_peony", "tick": "ink"}
    files = sorted(icon_file("check", worn).parent.glob("*.svg"))
    assert len(files) >= 6
    for file in files:
        found = re.findall("#[0-9A-Fa-f]{6}", file.read_text(encoding="utf-8"))
        assert found == [getattr(worn, wanted.get(file.stem, "quiet"))], file.name


@BOTH
def test_every_icon_that_the_style_names_is_there(qapp: QApplication, dark: bool) -> None:
    worn = theme(dark)
    named = re.findall(r'url\("(.+?)"\)', stylesheet(worn))
    assert named
    for name in named:
        assert icon_file("", worn).parent.joinpath(name.rpartition("/")[2]).exists(), name


def texts(window: QWidget) -> Iterator[QWidget]:
    """Every label and button whose text can be seen whole, and that is not greyed out."""
    for widget in window.findChildren(QLabel) + window.findChildren(QPushButton):
        # A full stop is all edge: no pixel of it is whole.
        words = any(letter.isalnum() for letter in widget.text())
        if widget.isVisible() and widget.isEnabled() and words:
            if widget.visibleRegion().boundingRect() == widget.rect():
                yield widget


@BOTH
def test_what_is_painted_can_be_read(open_window: Callable[..., QWidget], dark: bool) -> None:
    """The strongest pixel of every text against the commonest, as they come out on the screen.

    Thin strokes are blended with their ground, so the strongest pixel is at most as strong as the ink.
    """
    window = open_window(theme="dark" if dark else "light", more=True)
    QApplication.processEvents()
    read = 0
    for widget in texts(window):
        picture = pixels(window.grab(_inside(window, widget)).toImage()) / 255
        flat = picture.reshape(-1, 3)
        values, counts = np.unique(flat, axis=0, return_counts=True)
        ground = values[counts.argmax()]
        strongest = contrast(flat, ground).max()
        assert strongest >= 4.5, (widget.objectName(), widget.text(), round(float(strongest), 2))
        read += 1
    assert read > 40


def _inside(window: QWidget, widget: QWidget):
    edge = 4  # what is outside is a border or a corner
    return (
        widget.rect()
        .adjusted(edge, edge, -edge, -edge)
        .translated(widget.mapTo(window, widget.rect().topLeft()))
    )
