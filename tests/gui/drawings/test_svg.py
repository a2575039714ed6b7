"""SVG: well-formed, text as text, shapes as shapes, every number that of the trace."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pytest

from engine.words import LANGUAGES
from gui.drawings.svg import svg
from gui.items.colours import colours_of, scale_of
from gui.items.numbers import cell, cell_digits, fixed
from gui.page import page, title
from tests.gui import hostile

SVG = "{http://www.w3.org/2000/svg}"
LONG = "春天来了，公园里的牡丹开得非常茂盛，红的像火，粉的像霞。" * 5


def parsed(scene) -> ElementTree.Element:
    return ElementTree.fromstring(svg(page(scene), title(scene)))


def lines(root: ElementTree.Element) -> list[str]:
    """Return the text elements, those that follow each other on one line put together."""
    found: list[str] = []
    last = None
    for group in root.iter(f"{SVG}g"):
        for element in group.findall(f"{SVG}text"):
            place = (group.get("transform"), element.get("y"))
            if place == last:
                found[-1] += element.text or ""
            else:
                found.append(element.text or "")
            last = place
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sentence_the_tokens_and_every_number_are_text(scene, lang: str) -> None:
    shown = scene(lang=lang)
    root, trace = parsed(shown), shown.trace
    words = "\n".join(lines(root))
    assert trace.text in words
    assert all(token in words for token in trace.all_tokens)
    texts = [element.text for element in root.iter(f"{SVG}text")]
    digits = cell_digits(trace.A[0])
    for value in trace.A[0].flat:
        assert cell(value, digits) in texts
    for value in (*trace.norms, *trace.A[0][shown.row]):
        assert fixed(value) in texts
    for word in ("softmax", trace.table.licence, shown.words("ranking.title")):
        assert word in words


def test_it_is_made_of_shapes_and_no_pixels(scene) -> None:
    root = parsed(scene())
    assert list(root.iter(f"{SVG}image")) == []
    assert root.find(f"{SVG}title").text.startswith("原野中")
    assert re.fullmatch(r"0 0 \d+ \d+", root.get("viewBox"))


def test_the_cells_have_the_colours_of_their_values(scene) -> None:
    shown = scene()
    A = shown.trace.A[0]
    wanted = colours_of(A, scale_of(A), "peony", dark=False)
    fills = {group.get("fill") for group in parsed(shown).iter(f"{SVG}g")}
    assert {f"#{colour & 0xFFFFFF:06x}" for colour in np.unique(wanted).tolist()} <= fills


def test_very_many_cells_are_one_image(scene) -> None:
    shown = scene(LONG, stopwords="keep")
    assert shown.trace.A.size > 4096
    assert len(list(parsed(shown).iter(f"{SVG}image"))) == 1


def test_other_machines_know_what_to_write_it_with(scene) -> None:
    root = parsed(scene())
    families = {each.get("font-family") for each in root.iter() if each.get("font-family")}
    assert all("serif" in family for family in families)
    assert any("PingFang SC" in family for family in families)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_with_another_font_no_text_lies_on_the_next(scene, lang: str) -> None:
    """Every reader draws a text as long as it says, with whatever font."""
    root, neighbours = parsed(scene(heads=4, lang=lang)), 0
    for group in root.iter(f"{SVG}g"):
        texts = [each for each in group.findall(f"{SVG}text") if each.text.strip()]
        assert {each.get("lengthAdjust") for each in texts} <= {"spacingAndGlyphs"}
        for text, following in pairwise(texts):
            end = float(text.get("x")) + float(text.get("textLength"))
            if text.get("y") == following.get("y"):
                assert end <= float(following.get("x")) + 0.01
                neighbours += 1
    assert neighbours > 10


def test_a_text_is_as_long_as_it_is_drawn_here(scene) -> None:
    lengths = {}
    for text in parsed(scene(heads=4)).iter(f"{SVG}text"):
        lengths.setdefault(text.get("font-size"), {})[text.text] = text.get("textLength")
    assert float(lengths["13"]["原野"]) == 26  # a Chinese character is as wide as its type is high


def test_hostile_tokens_are_text_and_nothing_else(scene) -> None:
    shown = scene(hostile.TEXT, stopwords="keep", lexicon=hostile.lexicon())
    root = parsed(shown)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    shapes = {"path", "rect", "image", "line", "polyline", "clipPath"}
    assert tags <= {"svg", "title", "desc", "defs", "g", "text"} | shapes
    words = "".join(lines(root))
    for token in ("<script>alert(1)</script>", "&amp;", "]]>", "<!--", "😀", "שלום", "{name}", "𠮷"):
        assert token in words


@pytest.mark.parametrize("text", ["", "。。", "牡丹", "\ud800"])
def test_there_is_always_something_to_draw(scene, text: str) -> None:
    shown = scene(text)
    assert lines(parsed(shown))


@pytest.mark.parametrize("focus", "XQKVSAZ")
def test_the_matrix_in_focus_is_drawn(scene, focus: str) -> None:
    shown = scene(state={"focus": focus}, mask="causal")
    assert f"{focus} · {shown.words(f'matrix.{focus}')}" in "\n".join(lines(parsed(shown)))
    if focus == "S":
        assert "−∞" in [element.text for element in parsed(shown).iter(f"{SVG}text")]
