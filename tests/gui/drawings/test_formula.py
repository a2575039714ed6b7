"""The formula on paper and in the report: as it is typeset in the window, and still text."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtSvg import QSvgRenderer

from engine.formula import Part
from engine.formula import formula as parts_of
from engine.settings import Settings
from gui.drawings.formula import edge_of, formula, part_text
from gui.drawings.pdf import pdf
from gui.drawings.runs import markup, pieces, runs
from gui.drawings.svg import svg
from gui.drawings.theme import print_theme
from gui.theme import make_theme
from gui.typesetter import to_svg
from tests.gui.drawings.pdf_text import text
from tests.gui.report.reader import read

SVG = "{http://www.w3.org/2000/svg}"
HEADS, QUERY, KEY = Part("", "‖ h=1…4"), Part("", "X W^Q_h"), Part("", "(X W^K_h)ᵀ")


def written(part: Part) -> list[tuple[str, float, float, float]]:
    """Return the texts of a drawn part, each with x, y and size."""
    root = ElementTree.fromstring(svg(part_text(part, print_theme(), 1.5), "a"))
    sizes = ("x", "y", "font-size")
    return [(each.text, *(float(each.get(size)) for size in sizes)) for each in root.iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("part", "above", "below"), [(HEADS, ["4"], ["h", "=1"]), (QUERY, ["Q"], ["h"]), (KEY, ["K"], ["h"])]
)
def test_what_is_raised_and_what_is_lowered_begin_at_the_same_place(qapp, part, above, below) -> None:
    shown = written(part)
    raised = [each for each in shown if each[0] in above]
    lowered = [each for each in shown if each[0] in below]
    assert [each[0] for each in (*raised, *lowered)] == [*above, *below]
    line = max(shown, key=lambda each: each[3])
    assert raised[0][1] == lowered[0][1]
    assert raised[0][2] < line[2] < lowered[0][2]
    assert lowered[0][2] - raised[0][2] > 0.7 * lowered[0][3], "they would lie on each other"


def test_what_follows_begins_behind_both(qapp) -> None:
    shown = {each[0]: each for each in written(KEY)}
    size = shown["K"][3]
    assert shown[")"][1] > shown["K"][1] + 0.5 * size
    assert shown[")"][2] == shown["("][2]


def test_all_parts_have_one_height_and_one_baseline(qapp) -> None:
    plain = Part("", "softmax")
    assert len({part_text(part, print_theme(), 1.5).height for part in (HEADS, QUERY, KEY, plain)}) == 1
    assert len({max(written(part), key=lambda each: each[3])[2] for part in (HEADS, KEY, plain)}) == 1


def test_a_part_stands_in_for_the_typeset_one_where_type_has_points(qapp) -> None:
    theme = make_theme(qapp.font())
    assert theme.type(1.75).pixelSize() == -1
    drawn = part_text(QUERY, theme, 1.75)
    assert 0 < drawn.width < 200
    assert 0 < drawn.height < 3 * theme.em


def test_a_pdf_has_it_as_text(qapp) -> None:
    parts = parts_of(Settings(heads=4), 100, 64, 4)
    words = "".join(text(pdf(formula(parts, print_theme(), 900), "a")))
    assert words == "Z=‖4h=1softmax(XWQh(XWKh)T/√64)XWVh"


def test_what_joins_two_has_the_same_blank_before_and_after(qapp) -> None:
    theme = print_theme()
    settings = Settings(mask="causal", position="sinusoidal", activation="relu", relu_rescale="length")
    joined = [part for part in parts_of(settings, 100, 64, 1) if set(part.plain) & set("=+/")]
    assert [part.plain for part in joined] == ["=", "+", "=", "/", "+", "/"]
    assert {edge_of(part, theme) for part in joined} == {0.3 * theme.em}


@pytest.mark.parametrize(("latex", "letters"), [("X W^Q", "XWQ"), ("X^{T}", "XT")])
def test_what_is_raised_stands_close(latex: str, letters: str) -> None:
    assert width_of(latex) < sum(map(width_of, letters[:-1])) + 0.75 * width_of(letters[-1])


def width_of(latex: str) -> float:
    return QSvgRenderer(QByteArray(to_svg(latex))).viewBoxF().width()


@pytest.mark.parametrize("similarity", ["dot", "cosine", "distance"])
@pytest.mark.parametrize("attention", ["raw", "projected"])
def test_nothing_of_a_part_is_left_out(attention: str, similarity: str) -> None:
    settings = Settings(attention=attention, similarity=similarity, tfidf=True, position="sinusoidal")
    told = str.maketrans("ᵀᵢⱼ", "Tij", "^_")
    for part in parts_of(settings, 100, 64, 1):
        shown = "".join(run.text + run.above + run.below for run in runs(part))
        assert shown == part.plain.translate(told).replace("X W", "XW")


def test_letters_that_stand_for_something_are_slanted() -> None:
    assert [piece for piece, slanted in pieces("+ rms·PE softmax(XW") if slanted] == ["PE", "XW"]
    assert [piece for piece, slanted in pieces("h=1") if slanted] == ["h"]


def test_in_html_they_are_a_stack() -> None:
    assert [each.text for each in read(markup(HEADS)).all("span", "stack")[0].all("span")] == ["4", "h=1"]
    assert [each.text for each in read(markup(KEY)).all("span", "stack")[0].all("span")] == ["K", "h"]
    assert [each.text for each in read(markup(KEY)).all("sup")] == ["T"]
    assert read(markup(Part("", "√64"))).all("span", "roof")[0].text == "64"
