"""English words: their stems, the words that they are made of, and how near the shipped table puts these."""

from __future__ import annotations

import re

import numpy as np
import pytest

from engine.vectors.english import forms, halves, stems
from engine.vectors.evaluation import without
from engine.vectors.shipped import load_shipped
from engine.vectors.table import VectorTable


@pytest.fixture(scope="module")
def table() -> VectorTable:
    return load_shipped()


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("went", "go"), ("children", "child"), ("flowers", "flower"), ("cities", "city"), ("boxes", "box"),
        ("running", "run"), ("making", "make"), ("stopped", "stop"), ("tried", "try"), ("easily", "easy"),
        ("gently", "gentle"), ("happier", "happy"), ("biggest", "big"), ("peony's", "peony"),
    ],
)  # fmt: skip
def test_forms(word: str, form: str) -> None:
    assert form in forms(word)


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("happiness", "happy"), ("darkness", "dark"), ("powerful", "power"), ("friendship", "friend"),
        ("musical", "music"), ("atomic", "atom"), ("creation", "create"), ("information", "inform"),
        ("agreement", "agree"), ("availability", "available"), ("reality", "real"), ("musician", "music"),
        ("labour", "labor"), ("theatre", "theater"), ("organisation", "organization"),
    ],
)  # fmt: skip
def test_what_a_word_is_derived_from(word: str, stem: str) -> None:
    assert stem in stems(word)
    assert stem not in forms(word)


@pytest.mark.parametrize("word", ["ring", "bed", "ion", "logan", "this", "", "s", "'s"])
def test_no_ending_is_taken_off_what_would_be_left_too_short(word: str) -> None:
    assert {stem for stem in stems(word) if len(stem) < 3 or stem == "log"} == set()


def test_halves() -> None:
    assert list(halves("weekend")) == [("wee", "kend"), ("week", "end")]
    assert ("grand", "mother") in halves("grandmother")
    assert ("par", "king") not in halves("parking")
    assert list(halves("notice")) == []


SENTENCE = "The peony is the most beautiful flower in the field"
MISSING = {"peony": "牡丹", "yesterday": "昨天", "went": "go", "weekend": None, "peonies": "牡丹"}


def test_an_english_sentence_is_known(table: VectorTable) -> None:
    kinds = [origin.kind for origin in table.look_up(SENTENCE.split())[1]]
    assert "unknown" not in kinds
    assert kinds.count("composed") == 1


@pytest.mark.parametrize("word", MISSING)
def test_a_missing_english_word_is_composed_and_says_of_what(table: VectorTable, word: str) -> None:
    (row,), (origin,) = table.look_up([word])
    assert origin.kind == "composed"
    assert MISSING[word] in (None, *origin.parts)
    assert row.any()


def test_a_name_is_not_cut_into_words(table: VectorTable) -> None:
    written_small, name = table.look_up(["springfield", "Springfield"])[1]
    assert written_small.parts == ("spring", "field")
    assert name.kind == "unknown"


def test_stems_lie_near_and_are_worth_composing_of(table: VectorTable) -> None:
    """Words of the table, composed as if they were missing, against what the table has for them."""
    words = [table.index.word(row) for row in range(len(table))]
    english = [word for word in words if re.fullmatch("[a-z]{4,}", word)]
    chosen = [word for word in english if next((s for s in stems(word) if s in table), None)][::5]
    true = table.look_up(chosen)[0]
    composed, origins = without(table, set(chosen)).look_up(chosen)
    known = [place for place, origin in enumerate(origins) if origin.kind == "composed"]
    a, b = true[known], composed[known]
    cosines = (a * b).sum(axis=1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1)
    assert len(known) > 200
    assert cosines.mean() > 0.45  # of two words at random it is .05
