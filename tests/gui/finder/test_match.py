"""What fits what was typed, and what fits better."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.finder.match import fit, fold

FITS = [
    ("", "anything"),
    ("softmax", "Activation: softmax"),
    ("SOFT", "Activation: softmax"),
    ("max soft", "Activation: softmax"),
    ("ｓｏｆｔ", "Activation: softmax"),
    ("act soft", "Activation: softmax"),
    ("smx", "softmax"),
    ("actsoft", "Activation: softmax"),
    ("因果", "掩码：因果"),
    ("掩码因果", "掩码：因果"),
    ("掩 因", "掩码：因果"),
    ("牡丹", "原野中,牡丹是最美丽的花卉。"),
    ("ctrl+k", "Ctrl+K"),
]
MISSES = [
    ("softmax relu", "Activation: softmax"),
    ("xam", "softmax"),
    ("q", "softmax"),
    ("zq", "a z that is far from the other letter, which is only here: q"),
    ("果因", "掩码：因果"),
]


@pytest.mark.parametrize(("query", "title"), FITS)
def test_what_is_in_a_title_fits(query: str, title: str) -> None:
    assert fit(query, [title]) is not None


@pytest.mark.parametrize(("query", "title"), MISSES)
def test_what_is_not_does_not(query: str, title: str) -> None:
    assert fit(query, [title]) is None


def test_words_may_come_from_titles_in_two_languages() -> None:
    assert fit("mask 因果", ["Mask: causal", "掩码：因果"]) is not None


def test_what_is_chinese_begins_a_synonym() -> None:
    assert fit("头", ["注意力权重：连线"], ["连线图", "箭头"]) is None
    assert fit("箭", ["注意力权重：连线"], ["连线图", "箭头"]) is not None
    assert fit("head", ["第 1 头"], ["multihead"]) is not None


BETTER = [
    ("soft", "softmax", "microsoft"),
    ("mask", "Mask: causal", "unmasked"),
    ("sample", "Samples", "S a m p l e"),
    ("export", "Export", "Export all data as JSON"),
    ("因果", "因果", "原因与结果，因果"),
]


@pytest.mark.parametrize(("query", "better", "worse"), BETTER)
def test_what_fits_better_comes_first(query: str, better: str, worse: str) -> None:
    assert fit(query, [better]) > (fit(query, [worse]) or 0)


@given(st.text(max_size=12), st.lists(st.text(max_size=30), max_size=3))
def test_anything_may_be_typed(query: str, titles: list[str]) -> None:
    found = fit(query, titles)
    assert found is None or found >= 0


@given(st.text(min_size=1, max_size=30), st.data())
def test_every_part_of_a_title_finds_it(title: str, data: st.DataObject) -> None:
    folded = fold(title)
    start = data.draw(st.integers(0, len(folded)))
    end = data.draw(st.integers(start, len(folded)))
    part = folded[start:end]
    if fold(part) == part:  # else what is folded once more is another text
        assert fit(part, [title]) is not None


def test_a_query_as_long_as_a_page_takes_no_time() -> None:
    assert fit("a" * 3000, ["a" * 200]) is None
    assert fit("ab " * 500, ["ab" * 100]) is not None
