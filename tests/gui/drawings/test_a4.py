"""The PDF of the main picture: a sheet that every printer has, whatever the sentence."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor

from engine.words import LANGUAGES
from gui.drawings.a4 import EDGE, on_a4
from gui.drawings.devices import FINE, image
from gui.drawings.drawing import Drawing
from gui.kinds import of_scene
from gui.page import NARROW, WIDTH, picture, sheet
from gui.scene import Scene
from tests.gui.drawings.pdf_text import objects, text

LONG = "春天来了，公园里的牡丹开得非常茂盛，红的像火，粉的像霞。" * 5
SENTENCES = ["", "牡丹", "原野中,牡丹是最美丽的花卉。", LONG, "x" * 400]
READABLE = 0.6  # of the type of the screen, 13 pixels: some 6 points


def square(side: float) -> Drawing:
    return Drawing(side, side, lambda painter: painter.fillRect(0, 0, side, side, QColor("black")))


def size(shown: Scene) -> list[float]:
    data = of_scene(shown, ".pdf")()
    assert sum(b"/Contents " in body for body in objects(data).values()) == 1
    (box,) = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data)
    return [float(side) for side in box]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_it_is_one_sheet_of_a4(scene, sentence: str) -> None:
    assert sorted(size(scene(sentence, stopwords="keep"))) == pytest.approx([595.3, 841.9], abs=1)


def test_a_low_picture_lies_and_a_high_one_stands(scene) -> None:
    for sentence, lies in (("牡丹", True), (LONG, False)):
        wide, high = size(scene(sentence, stopwords="keep"))
        assert (wide > high) == lies


@pytest.mark.parametrize("sentence", SENTENCES)
def test_nothing_reaches_into_the_margins_and_the_sheet_is_used(scene, sentence: str) -> None:
    shown = sheet(scene(sentence, stopwords="keep"))
    drawn, edge = image(shown), int(EDGE * FINE) - 2
    white = QColor("#FFFFFF").rgb()
    right, bottom = drawn.width() - 1, drawn.height() - 1
    margins = [drawn.pixel(x, y) for x in range(0, right, 3) for y in (edge, bottom - edge)]
    margins += [drawn.pixel(x, y) for y in range(0, bottom, 3) for x in (edge, right - edge)]
    assert set(margins) == {white}
    assert any(drawn.pixel(x, y) != white for x in range(0, right, 3) for y in range(edge, 4 * edge, 3))


def test_what_is_small_stays_as_large_as_it_is_and_what_is_large_can_still_be_read(scene) -> None:
    drawn = image(on_a4([square(100)]))
    black = [x for x in range(drawn.width()) if drawn.pixelColor(x, round(EDGE + 50) * FINE) == "black"]
    assert len(black) == pytest.approx(100 * FINE, abs=2)
    wide, high = sheet(scene("牡丹")).width - 2 * EDGE, sheet(scene("牡丹")).height - 2 * EDGE
    for sentence in SENTENCES:
        shown = scene(sentence, stopwords="keep", heads=4)
        tried = (picture(shown, width) for width in (WIDTH, NARROW))
        assert (
            max(
                min(sides[0] / each.width, sides[1] / each.height)
                for each in tried
                for sides in ((wide, high), (high, wide))
            )
            > READABLE
        )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_its_text_can_be_copied_and_it_is_the_same_each_time(scene, lang: str) -> None:
    shown = scene(lang=lang)
    data = of_scene(shown, ".pdf")()
    words = "".join(text(data))
    assert shown.trace.text in words
    assert all(token in words for token in shown.trace.tokens)
    assert "\0" not in words
    assert of_scene(shown, ".pdf")() == data
