"""PDF: whole, one page, its text the text that is drawn, the same bytes each time."""

from __future__ import annotations

import re
import time

import pytest

from engine.words import LANGUAGES
from gui.drawings.pdf import pdf
from gui.items.numbers import cell, cell_digits, fixed
from gui.page import page, title
from tests.gui import hostile
from tests.gui.drawings.pdf_text import objects, text


def made(scene) -> bytes:
    return pdf(page(scene), title(scene))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sentence_the_tokens_and_every_number_can_be_copied(scene, lang: str) -> None:
    shown = scene(lang=lang)
    pieces, trace = text(made(shown)), shown.trace
    words = "".join(pieces)
    assert trace.text in words
    assert all(token in words for token in trace.tokens)
    digits = cell_digits(trace.A[0])
    for value in trace.A[0].flat:
        assert cell(value, digits) in pieces
    for value in (*trace.norms, *trace.A[0][shown.row]):
        assert fixed(value) in pieces
    assert shown.words("ranking.title") in words
    assert "\0" not in words, "a glyph that stands for no character"


def test_what_looks_alike_is_called_by_what_people_type(scene) -> None:
    # Fonts draw these with the glyphs of radicals, whose characters nobody types.
    shown = scene("人大山水心手日月木火0123456789", stopwords="keep")
    assert "人大山水心手日月木火0123456789" in "".join(text(made(shown)))


@pytest.mark.parametrize("sign", ["\ufe0f", "\ufe0e", "\u200d", "\u200b", "\u00ad", "\u2060", "\u180b"])
def test_spaces_stay_spaces_beside_what_is_not_seen(scene, sign: str) -> None:
    """The sign that makes ❤ red, and others, are drawn with the glyph of the space."""
    shown = scene(f"我 ❤{sign} 你,春{sign}天 的 花", stopwords="keep")
    words = "".join(text(made(shown)))
    assert "Stopwords keep" in words
    assert " 你,春" in words
    assert "天 的 花" in words


def test_it_begins_and_ends_as_a_file_should_and_is_one_page(scene) -> None:
    data = made(scene())
    assert data.startswith(b"%PDF-1.")
    assert data.endswith(b"%%EOF\n")
    bodies = objects(data).values()
    assert sum(b"/Contents " in body for body in bodies) == 1
    assert all(b"/FontFile2" in body for body in bodies if b"/Type /FontDescriptor" in body)
    (box,) = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data)
    drawing = page(scene())
    assert [float(size) for size in box] == pytest.approx(
        [drawing.width * 0.75, drawing.height * 0.75], abs=1
    )


def test_the_same_state_is_the_same_file_whenever_it_is_made(scene, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(scene())
    time.sleep(1.1 - time.time() % 1)  # Qt writes the second
    assert made(scene()) == first
    assert b"CreationDate" not in first
    assert b"xmp:" not in first


def test_hostile_tokens_harm_neither_the_file_nor_each_other(scene) -> None:
    shown = scene(hostile.TEXT, stopwords="keep", lexicon=hostile.lexicon())
    words = "".join(text(made(shown)))
    for token in ("<script>alert(1)</script>", "&amp;", "]]>", "endobj", "\\end{bmatrix}", "敮摯扪", "𠮷"):
        assert token in words
    assert objects(pdf(page(shown), "敮摯扪 (/Contents 1 0 R /ToUnicode 1 0 R)\\"))


@pytest.mark.parametrize("sentence", ["", "。。", "\ud800"])
def test_there_is_always_something_to_draw(scene, sentence: str) -> None:
    assert text(made(scene(sentence)))
