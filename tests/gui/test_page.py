"""The main picture: everything that a handout needs, whatever the sentence and the language."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QColor

from engine import VERSION
from engine.settings import Settings
from engine.words import LANGUAGES
from gui.drawings.devices import FINE, image
from gui.drawings.svg import svg
from gui.items.numbers import fixed
from gui.page import page, title
from gui.scene import Scene


def words_of(shown: Scene) -> str:
    """Return the text of the picture without its gaps."""
    return gapless("".join(ElementTree.fromstring(svg(page(shown), title(shown))).itertext()))


def gapless(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_says_what_was_set_what_came_out_and_where_it_is_from(scene, lang: str) -> None:
    shown = scene(lang=lang, temperature=2.0)
    said, words = words_of(shown), shown.words
    for name in ("stopwords", "vectors", "attention", "activation", "temperature"):
        assert gapless(words(f"option.{name}.label")) in said
    assert gapless(words("option.mask.label")) not in said  # at its default, and no switch
    assert "softmax" in said
    assert f"Peony{VERSION}" in said
    assert gapless(shown.trace.table.licence) in said
    assert gapless(words("why.title", value=fixed(shown.explanation.value))) in said
    assert str(shown.trace.diagnostics.rank[0]) in said


def test_a_pinned_comparison_is_in_it(scene, analyse) -> None:
    now = scene()
    then = scene(attention="raw")
    state = replace(now.state, pin=replace(now.state.request, settings=Settings(attention="raw")))
    shown = replace(now, state=state, pinned=then.trace)
    said = words_of(shown)
    for key in ("compare.pinned", "compare.now", "compare.difference"):
        assert gapless(now.words(key)) in said
        assert gapless(now.words(key)) not in words_of(now)


def test_lines_are_drawn_where_the_window_shows_lines(scene) -> None:
    shown = scene(state={"view": "lines", "share": 50})
    said = words_of(shown)
    assert "50" in said
    assert gapless(shown.words("axis.key")) not in said
    assert all(token in said for token in shown.trace.tokens)


def test_it_is_on_white_and_nothing_is_cut_off(scene) -> None:
    for sentence in ("原野中,牡丹是最美丽的花卉。", "一个长长的句子，" * 40, "x" * 400, "牡丹", ""):
        drawn = image(page(scene(sentence, stopwords="keep")))
        white = QColor("#FFFFFF").rgb()
        right, bottom = drawn.width() - 1, drawn.height() - 1
        edges = [drawn.pixel(x, y) for x in range(0, right, 3) for y in (0, bottom)]
        edges += [drawn.pixel(x, y) for y in range(0, bottom, 3) for x in (0, right)]
        assert set(edges) == {white}
        assert drawn.width() == round(page(scene(sentence)).width * FINE)


def test_of_many_tokens_the_first_and_how_many_more(scene) -> None:
    shown = scene("牡丹花卉" * 60, stopwords="keep")
    said = words_of(shown)
    assert len(shown.trace.pieces) > 60
    assert gapless(shown.words("tokens.more", count=len(shown.trace.pieces) - 60)) in said
    assert page(shown).height < 1500


def test_of_heads_that_there_are_not_it_says_so(scene) -> None:
    assert "Headsh4(actually:1)" in words_of(scene(weights="identity", heads=4))
    assert "Headsh4·" not in words_of(scene(attention="raw", heads=4))
