"""The main picture: everything that a handout needs, whatever the sentence and the language."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QColor

from engine import VERSION
from engine.settings import Settings
from engine.words import LANGUAGES
from gui.drawings.devices import FINE, image
from gui.drawings.drawing import Drawing
from gui.drawings.svg import svg
from gui.drawings.theme import print_theme, printed
from gui.items.numbers import fixed
from gui.page import page, title
from gui.panels.tokens import SPARE, drawing_of
from gui.report import report
from gui.scene import Scene
from tests.gui.eyes import contrast, rgb

SVG = "{http://www.w3.org/2000/svg}"


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


def test_the_cell_that_is_worked_out_is_the_reports_unless_another_was_chosen(scene) -> None:
    given = {"mask": "causal", "heads": 2, "weights": "random"}

    def worked_out(**state: object) -> str:
        return re.search(r"Why(\S+?)\?", words_of(scene(state=state, **given)))[1]

    told = re.search(r"Why (\S+)\?", report(scene(**given)))[1]
    assert scene(**given).explanation.value == 0, "the first word of the ranking sees nothing but itself"
    assert worked_out() == told != "0"
    assert worked_out(anchor=0, col=1) == "0"
    assert worked_out(focus="X") == fixed(scene(state={"focus": "X"}, **given).explanation.value)


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
    left = int(re.search(gapless(shown.words("tokens.more", count=0)).replace("0", r"(\d+)"), said)[1])
    assert 120 - 60 - SPARE <= left <= 120 - 60
    assert page(shown).height < 1500


@pytest.mark.parametrize("count", [60, 61, 64, 67, 120])
def test_the_last_line_of_tokens_is_full_before_any_is_left_out(scene, count: int) -> None:
    shown = printed(scene("牡丹花卉" * (count // 2) + "牡丹" * (count % 2), stopwords="keep"))
    assert len(shown.trace.pieces) == count
    lines = tokens_at(drawing_of(shown, 1060))
    lengths = [len(line) for line in lines.values()]
    assert lengths[:-1] == [lengths[0]] * (len(lengths) - 1)
    assert sum(lengths) >= min(count, 60)
    if any("more" in each for each in lines[max(lines)]):
        assert lengths[-1] >= lengths[0] - 1, "there is room for more tokens"


def test_of_no_token_there_is_a_picture_too(scene) -> None:
    assert drawing_of(printed(scene("")), 1060).height == 0


def tokens_at(drawing: Drawing) -> dict[float, list[str]]:
    """Return the texts of a drawing by the height at which they are written, to a pixel."""
    root, lines = ElementTree.fromstring(svg(drawing, "a")), {}
    for group in root.iter(f"{SVG}g"):
        for each in group.findall(f"{SVG}text"):
            down = float(group.get("transform", "matrix(1,0,0,1,0,0)").rstrip(")").split(",")[-1])
            y = next((line for line in lines if abs(line - down - float(each.get("y"))) < 1), None)
            lines.setdefault(down + float(each.get("y")) if y is None else y, []).append(each.text)
    return lines


def test_outlines_of_tokens_are_dark_enough_for_a_copier_and_darker_where_kept(qapp) -> None:
    worn = print_theme()
    kept, dropped = (contrast(rgb(worn.outline(kept)), rgb(worn.paper)) for kept in (True, False))
    assert kept > 4.5
    assert 3 < dropped < kept


def test_of_heads_that_there_are_not_it_says_so(scene) -> None:
    assert "Headsh4(actually:1)" in words_of(scene(weights="identity", heads=4))
    assert "Headsh4·" not in words_of(scene(attention="raw", heads=4))
