"""The small part of Markdown that pages are written in."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.course.prose import Block, Span, Unclosed, fill, parse, plain, spans_of
from engine.course.values import FORMAT, Phrase, write
from engine.words import LANGUAGES, load_words


def blocks(text: str) -> list[Block]:
    return [block for _, block in parse(text)]


def test_paragraphs_and_items() -> None:
    assert blocks("one\ntwo\n\nthree\n- four\n- five\n  still five\n\n") == [
        Block((Span("text", "one two"),)),
        Block((Span("text", "three"),)),
        Block((Span("text", "four"),), item=True),
        Block((Span("text", "five still five"),), item=True),
    ]


def test_chinese_lines_are_joined_without_a_space() -> None:
    assert plain(tuple(blocks("牡丹\n花卉\nand\n花"))) == "牡丹花卉and花"


def test_marks_figures_and_formulas() -> None:
    (block,) = blocks("a **b *c* {before.kept}** $x_i$ {dropped_share:.1%}.")
    assert block.spans == (
        Span("text", "a "),
        Span("text", "b ", strong=True),
        Span("text", "c", strong=True, stressed=True),
        Span("text", " ", strong=True),
        Span("figure", "before.kept", strong=True),
        Span("text", " "),
        Span("formula", "x_i"),
        Span("text", " "),
        Span("figure", "dropped_share", format=".1%"),
        Span("text", "."),
    )


def test_what_a_backslash_takes_the_meaning_of() -> None:
    (block,) = blocks(r"5 \* 4 = \$20, \{not\} \\ so \a")
    assert block.spans == (Span("text", r"5 * 4 = $20, {not} \ so \a"),)


@pytest.mark.parametrize(
    ("text", "mark", "line"),
    [
        ("a\n\nb **c", "**", 3),
        ("$x", "$", 1),
        ("a }", "}", 1),
        ("{ a", "{", 1),
        ("*a\n\nb*", "*", 1),
        ("{}", "{", 1),
    ],
)
def test_a_mark_without_a_partner_is_found_in_its_paragraph(text: str, mark: str, line: int) -> None:
    with pytest.raises(Unclosed) as caught:
        blocks(text)
    assert (caught.value.mark, caught.value.line) == (mark, line)


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_text_is_prose_or_has_an_open_mark(text: str) -> None:
    try:
        found = tuple(blocks(text))
    except Unclosed:
        return
    assert all(span.text for block in found for span in block.spans)
    if not set(text) & set("*${}\\-"):
        assert plain(found).replace("\n", "").split() == text.replace("\n", "\n").split() or "".join(
            plain(found).split()
        ) == "".join(text.split())


WRITTEN = [
    (5, "", "5"), (5.0, "", "5.00"), (0, "", "0"), (0.0, ".2f", "0"), (0.0, ".0%", "0%"), (None, ".2f", "—"),
    (math.nan, "", "—"), (math.inf, "d", "—"), (-1.5, ".1f", "−1.5"), (0.125, ".1%", "12.5%"),
    (12345, ",d", "12,345"), (3.6, "d", "4"), (0.2, "+.2f", "+0.20"), (-0.2, "+.2f", "−0.20"),
    (0.0004, ".2f", "<0.01"), (-0.0004, ".2f", ">−0.01"), (0.00004, ".1%", "<0.1%"),
    (2.5e-5, ".3f", "<0.001"), (1e-300, "+.0f", "<1"), (-1e-9, ".0%", ">−1%"), ("牡丹", "", "牡丹"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "form", "text"), WRITTEN)
def test_how_figures_are_written(value: object, form: str, text: str) -> None:
    for words in map(load_words, LANGUAGES):
        assert write(value, words, form) == text


def test_several_things_are_listed_as_the_language_does() -> None:
    chinese, english = load_words("zh_CN"), load_words("en")
    assert write(("牡丹", "花卉"), chinese) == "牡丹、花卉"
    assert write(("peony", "flower"), english) == "peony, flower"
    assert write(tuple("abcdef"), english) == "a, b, c, d, e, f"
    assert write(tuple("abcdefg"), english) == "a, b, c, d, e, f … (7 in all)"
    assert write(tuple("甲乙丙丁戊己庚辛"), chinese) == "甲、乙、丙、丁、戊、己 … 等 8 个"


def test_a_figure_may_be_words_with_figures_of_their_own() -> None:
    still = Phrase("course.figure.still", {"after": ("牡丹", "花卉")})
    assert write(still, load_words("zh_CN")) == "前后都是「牡丹、花卉」"
    assert write(still, load_words("en")) == "牡丹, 花卉, both before and after"


@given(st.floats(), st.from_regex(FORMAT, fullmatch=True))
def test_what_is_not_zero_is_never_written_as_zero(value: float, form: str) -> None:
    text = write(value, load_words("en"), form)
    assert "e" not in text
    zero = not text.strip("+−0.,%")
    whole = form.endswith("d") and round(value) == 0 if math.isfinite(value) else False
    assert zero == (value == 0 or whole)
    assert len(text) < 420  # the largest float has 309 digits


@pytest.mark.parametrize("form", ["", "s", "x", "10d", ".9f", "999999999d", "<5", ".2f}", "{", "d ", "%%"])
def test_other_formats_are_none(form: str) -> None:
    assert FORMAT.fullmatch(form) is None


def test_filling_writes_every_figure_and_leaves_the_rest() -> None:
    prose = tuple(blocks("**{a:.1f}** of {b} in $x$"))
    filled = fill(prose, {"a": 1.25}, load_words("en"))
    assert [span.text for span in spans_of(filled, "figure")] == ["1.2", "—"]
    assert plain(filled) == "1.2 of — in x"
    assert [span.text for span in spans_of(prose, "figure")] == ["a", "b"]


def test_a_figure_without_a_word_leaves_nothing_behind() -> None:
    (block,) = fill(tuple(blocks("a.{b}")), {"b": ""}, load_words("en"))
    assert block.spans == (Span("text", "a."),)


@pytest.mark.parametrize(("latex", "text"), [
    (r"X X^\top", "X Xᵀ"),
    (r"\cos = \frac{x \cdot y}{|x| \, |y|}", "cos = (x · y) / (|x| |y|)"),
    (r"Z = \mathrm{softmax}(Q K^\top / \sqrt{d_k})\, V", "Z = softmax(Q Kᵀ / √d_k) V"),
    (r"z_i = \Sigma_j \delta_{ij} v_j", "z_i = Σ_j δ_ij v_j"),
    (r"-\ln w", "-ln w"),
])  # fmt: skip
def test_formulas_can_be_read_out(latex: str, text: str) -> None:
    assert plain((Block((Span("formula", latex),)),)) == text
