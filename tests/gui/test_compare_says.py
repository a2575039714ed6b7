"""What a comparison says of itself: over its matrices, under its bars, in words and on paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from PySide6.QtWidgets import QLabel

from engine.compare import settings_apart
from engine.pipeline import Request
from engine.settings import Settings
from engine.words import load_words
from gui.drawings.bars import bar_list
from gui.drawings.matrix import matrices
from gui.drawings.svg import svg
from gui.drawings.theme import print_theme
from gui.matrices import matrix_of, pinned_matrix
from gui.naming import QUOTED, apart_name, clipped
from gui.panels import ranking, weights
from gui.panels.compare import compared
from gui.panels.focus_says import captions
from gui.scene import Scene
from tests.conftest import REFERENCE_CASE, Analyse
from tests.gui.driver import Driver

ENGLISH = "The animal didn't cross the street because it was too tired."
OTHER = "花园里的牡丹。"
SVG = "{http://www.w3.org/2000/svg}"
Compare = Callable[..., Scene]


@pytest.fixture
def compare(scene: Callable[..., Scene], analyse: Analyse) -> Compare:
    """``compare(before, after, text, pinned_text, lang, **state)``: what a window with a pin would show."""

    def make(
        before: dict | None = None,
        after: dict | None = None,
        text: str = REFERENCE_CASE,
        pinned_text: str | None = None,
        lang: str = "en",
        **state: object,
    ) -> Scene:
        pinned = analyse(pinned_text or text, **(before or {}))
        pin = Request(pinned.text, Settings(**(before or {})))
        made = scene(text, lang, {"pin": pin} | state, **(after or {}))
        return replace(made, pinned=pinned)

    return make


@pytest.mark.parametrize(("before", "after", "said"), [
    ({}, {"mask": "causal"}, ("Pinned: Mask none", "Now: Mask causal")),
    ({"heads": 4}, {"heads": 5}, ("Pinned: Heads h 4", "Now: Heads h 5")),
    ({}, {"scale": False, "tfidf": True}, ("Pinned: ÷ √dₖ on · TF-IDF off", "Now: ÷ √dₖ off · TF-IDF on")),
    ({}, {"attention": "raw"}, ("Pinned: projected QKᵀ", "Now: raw XXᵀ")),
])  # fmt: skip
def test_a_value_says_what_it_is_the_value_of(compare: Compare, before: dict, after: dict, said: tuple):
    shown = captions(compare(before, after))
    assert (shown["pinned"], shown["focus"]) == said


@pytest.mark.parametrize(("after", "pinned_text", "focus", "why"), [
    ({"mask": "causal"}, REFERENCE_CASE, "S", " (— masked)"),
    ({"mask": "causal"}, REFERENCE_CASE, "A", ""),
    ({}, OTHER, "S", " (— no such pair)"),
    ({}, OTHER, "X", " (— no such pair)"),
    ({"mask": "causal"}, OTHER + "花卉", "S", " (— no such pair; masked)"),
    ({}, REFERENCE_CASE, "W_Q", ""),
])  # fmt: skip
def test_why_cells_of_the_difference_are_blank(
    compare: Compare, after: dict, pinned_text: str, focus: str, why: str
):
    shown = compare(after=after, pinned_text=pinned_text, focus=focus)
    assert captions(shown)["difference"] == "Difference: now − pinned" + why


def test_another_w_that_nobody_asked_for_is_said(compare: Compare):
    said = "W: trained → W: random (seed 7)"
    assert f"Heads h 4 → 8; {said}." in compared(compare({"heads": 4}, {"heads": 8}))
    assert f"Vectors dense → one-hot; {said}." in compared(compare({}, {"vectors": "onehot"}))
    for before, after in (({}, {"heads": 4}), ({}, {"weights": "random"}), ({}, {"attention": "raw"})):
        assert "W: " not in compared(compare(before, after))


@pytest.mark.parametrize(("focus", "said"), [("A", " · mean"), ("Q", " · all"), ("Z", "")])
def test_a_head_that_the_pin_lacks_is_compared_with_all_of_its_heads(compare: Compare, focus: str, said: str):
    four, five = {"heads": 4}, {"heads": 5}
    assert captions(compare(four, five, focus=focus, head=4))["pinned"] == f"Pinned{said}: Heads h 4"
    for head in (None, 3):  # there is such a head, or all are shown
        assert captions(compare(four, five, focus=focus, head=head))["pinned"] == "Pinned: Heads h 4"
    assert captions(compare({}, five, focus=focus, head=4))["pinned"] == "Pinned: Heads h 1"
    one = compare(four, {"heads": 4, "attention": "raw"}, focus=focus)
    assert captions(one)["pinned"] == f"Pinned{said}: projected QKᵀ"


def test_the_marks_in_the_bars_are_explained(driver: Driver):
    note = driver.find("weightMarks", QLabel)
    assert not note.isVisible()
    driver.click("pinButton")
    assert note.isVisible()
    assert note.text() == "Line: value when pinned"
    driver.enter("天空")  # no word in common: no marks
    assert not note.isVisible()
    driver.enter("牡丹")
    assert note.isVisible()
    driver.click("pinButton")
    assert not note.isVisible()


def test_the_marks_in_the_bars_are_explained_on_paper(compare: Compare, scene: Callable[..., Scene]):
    def written(shown: Scene) -> str:
        drawing = bar_list(weights.listed(shown), shown.words, print_theme(), 420, 100)
        return "".join(ElementTree.fromstring(svg(drawing, "a")).itertext())

    assert "Line: value when pinned" in written(compare({}, {"attention": "raw"}))
    assert "Line: value when pinned · mean" in written(compare({"heads": 4}, {"heads": 5}, head=4))
    assert "Line" not in written(scene())


def test_marks_beyond_the_longest_bar_stand_where_they_belong_on_paper_too(compare: Compare):
    shown = compare({"heads": 4}, {"heads": 5})  # of a trained W, and of a random one whose rows are shorter
    drawing = bar_list(ranking.listed(shown), shown.words, print_theme(), 420, 100)
    lines = ElementTree.fromstring(svg(drawing, "a")).iter(f"{SVG}polyline")
    assert len({line.get("points").split(",")[0] for line in lines}) == len(shown.trace.tokens)


def test_a_sentence_is_whole_over_its_matrix(compare: Compare):
    shown = captions(compare(text="The cat sat on the mat.", pinned_text=ENGLISH))
    assert (shown["pinned"], shown["focus"]) == (f"Pinned: {ENGLISH}", "Now: The cat sat on the mat.")


def test_a_sentence_within_another_takes_as_much_room_in_both_scripts(compare: Compare):
    long = "原野中,牡丹是最美丽的花卉,春天的花园里开满了牡丹。"
    assert clipped(ENGLISH, QUOTED) == ENGLISH[:39] + "…"
    assert 19 <= len(clipped(long, QUOTED)) <= 21
    assert clipped("", QUOTED) == ""
    (apart,) = settings_apart(Request(ENGLISH), Request(long))
    assert apart_name(apart, load_words("en")).startswith(f'sentence "{ENGLISH[:39]}…" → ')


def test_matrices_on_paper_stand_level_whatever_is_said_over_them(compare: Compare):
    shown = compare()
    two = [(ENGLISH, pinned_matrix(shown), None), ("Now", matrix_of(shown), None)]
    root = ElementTree.fromstring(svg(matrices(two, print_theme(), 500, 400), "a"))
    places = [
        group.get("transform")
        for group in root.iter(f"{SVG}g")
        for text in group.findall(f"{SVG}text")
        if (text.text or "").startswith("key:")
    ]
    assert len(places) == 2
    assert len({place.rsplit(",")[-1] for place in places}) == 1, "how far down they begin"
