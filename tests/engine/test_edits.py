"""Tokens changed by hand: toggled, split, merged, and carried along while the text is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.lexicon import shipped_lexicon
from engine.pipeline import Resources
from engine.tokens import Edits, Token, Tokenizer
from tests.conftest import REFERENCE_CASE

spans = st.frozensets(
    st.tuples(st.integers(0, 12), st.integers(1, 6)).map(lambda pair: (pair[0], sum(pair))), max_size=4
)
places = st.frozensets(st.integers(0, 14), max_size=5)
edits = st.builds(Edits, places, places, spans, spans)
texts = st.text("原野中牡丹 a", max_size=14)


@pytest.fixture(scope="module")
def tokenizer(resources: Resources) -> Tokenizer:
    return resources.tokenizer


def cut(tokenizer: Tokenizer, text: str, edits: Edits = Edits(), remove: bool = True) -> tuple[Token, ...]:
    return tokenizer.tokens(text, shipped_lexicon(), edits, remove)


def named(tokens: tuple[Token, ...], text: str) -> Token:
    return next(token for token in tokens if token.text == text)


@pytest.mark.parametrize("text", ["原野", "中", ",", "。"])
def test_toggling_changes_one_token_and_toggling_again_changes_it_back(
    tokenizer: Tokenizer, text: str
) -> None:
    before = cut(tokenizer, REFERENCE_CASE)
    token = named(before, text)
    once = Edits().toggled(token)
    after = cut(tokenizer, REFERENCE_CASE, once)
    assert [a.span for a, b in zip(before, after, strict=True) if a.kept != b.kept] == [token.span]
    twice = once.toggled(named(after, text))
    assert cut(tokenizer, REFERENCE_CASE, twice) == before


def test_an_override_outlasts_the_switch(tokenizer: Tokenizer) -> None:
    tokens = cut(tokenizer, REFERENCE_CASE)
    made = Edits().toggled(named(tokens, "中")).toggled(named(tokens, "牡丹"))
    for remove in (True, False):
        after = cut(tokenizer, REFERENCE_CASE, made, remove)
        assert named(after, "中").kept
        assert not named(after, "牡丹").kept


def test_splitting_makes_two_tokens_there(tokenizer: Tokenizer) -> None:
    tokens = cut(tokenizer, REFERENCE_CASE, Edits().split(5))
    assert [t.text for t in tokens[3:5]] == ["牡", "丹"]
    assert len(tokens) == 11


def test_merging_makes_one_token_with_what_is_between(tokenizer: Tokenizer) -> None:
    text = "牡丹  花卉"
    first, second = cut(tokenizer, text)
    (merged,) = cut(tokenizer, text, Edits().merged(first, second))
    assert (merged.text, merged.span) == (text, (0, 6))


def test_splitting_and_merging_undo_each_other(tokenizer: Tokenizer) -> None:
    before = cut(tokenizer, REFERENCE_CASE)
    split = Edits().split(5)
    halves = cut(tokenizer, REFERENCE_CASE, split)
    assert cut(tokenizer, REFERENCE_CASE, split.merged(halves[3], halves[4])) == before
    merged = Edits().merged(before[0], before[1])
    assert cut(tokenizer, REFERENCE_CASE, merged)[0].text == "原野中"
    assert cut(tokenizer, REFERENCE_CASE, merged.split(2)) == before


def test_merging_three_leaves_no_cut_inside(tokenizer: Tokenizer) -> None:
    made = Edits().split(1).split(5)
    for count in (11, 10, 9, 8):
        tokens = cut(tokenizer, REFERENCE_CASE, made)
        assert len(tokens) == count + 1
        made = made.merged(tokens[0], tokens[1])
    assert cut(tokenizer, REFERENCE_CASE, made)[0].text == "原野中,牡"


@given(texts, edits, st.booleans())
def test_no_edit_can_break_the_tokens(tokenizer: Tokenizer, text: str, made: Edits, remove: bool) -> None:
    last = 0
    for token in cut(tokenizer, text, made, remove):
        assert last <= token.start < token.end <= len(text)
        assert token.text == text[slice(*token.span)] == token.text.strip()
        last = token.end


DROPPED = Edits(dropped=frozenset({(4, 6)}))  # 牡丹


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("在" + REFERENCE_CASE, (5, 7)),
        ("原野中,红牡丹是最美丽的花卉。", (5, 7)),
        ("原野中,牡丹花是最美丽的花卉。", (4, 6)),
        (REFERENCE_CASE + "!", (4, 6)),
        ("野中,牡丹是最美丽的花卉。", (3, 5)),
        ("牡丹是最美丽的花卉。", (0, 2)),
        ("原野中,牡丹", (4, 6)),
        ("原野,牡丹,花卉。", (3, 5)),
    ],
    ids=["before", "just before", "just after", "after", "first gone", "all before", "rest", "around"],
)
def test_typing_elsewhere_carries_the_edit_along(typed: str, span: tuple[int, int]) -> None:
    if typed == "原野,牡丹,花卉。":  # two changes at once are two inputs
        between = "原野,牡丹是最美丽的花卉。"
        moved = DROPPED.moved(REFERENCE_CASE, between).moved(between, typed)
    else:
        moved = DROPPED.moved(REFERENCE_CASE, typed)
    assert moved == Edits(dropped=frozenset({span}))
    assert typed[slice(*span)] == "牡丹"


@pytest.mark.parametrize(
    "typed",
    [
        "原野中,玫瑰是最美丽的花卉。",
        "原野中,是最美丽的花卉。",
        "原野中",
        "",
        "今天下雨",
        "原野中,百合花是最美丽的花卉。",
    ],
    ids=["typed over", "deleted", "cut off", "emptied", "another sentence", "longer"],
)
def test_typing_over_a_token_drops_its_edit(typed: str) -> None:
    assert DROPPED.moved(REFERENCE_CASE, typed) == Edits()


def test_typing_inside_a_token_touches_no_other_edit(tokenizer: Tokenizer) -> None:
    tokens = cut(tokenizer, REFERENCE_CASE)
    made = Edits().toggled(named(tokens, "原野")).toggled(named(tokens, "牡丹")).toggled(named(tokens, "的"))
    typed = "原野中,牡x丹是最美丽的花卉。"
    moved = made.moved(REFERENCE_CASE, typed)
    after = cut(tokenizer, typed, moved)
    assert not named(after, "原野").kept
    assert named(after, "的").kept
    assert [t.text for t in after if t.kept and t.kind == "word"] != []


def test_cuts_and_joins_move_along_and_go_with_what_they_part() -> None:
    made = Edits(cuts=frozenset({5}), joins=frozenset({12}))
    assert made.moved(REFERENCE_CASE, "啊" + REFERENCE_CASE) == Edits(frozenset({6}), frozenset({13}))
    assert made.moved(REFERENCE_CASE, "原野中,玫瑰是最美丽的花卉。").cuts == frozenset()
    assert made.moved(REFERENCE_CASE, "原野中,玫瑰是最美丽的花卉。").joins == {12}
    assert made.moved(REFERENCE_CASE, "原野中,牡丹是最美丽的").joins == frozenset()


@given(texts, texts, edits)
def test_moved_edits_lie_in_the_new_text(old: str, new: str, made: Edits) -> None:
    inside = Edits(
        frozenset(p for p in made.cuts if p <= len(old)),
        frozenset(p for p in made.joins if p <= len(old)),
        frozenset(s for s in made.kept if s[1] <= len(old)),
        frozenset(s for s in made.dropped if s[1] <= len(old)),
    )
    moved = inside.moved(old, new)
    assert all(0 <= place <= len(new) for place in moved.cuts | moved.joins)
    assert all(0 <= start < end <= len(new) for start, end in moved.kept | moved.dropped)
    assert len(moved.kept) <= len(inside.kept)
    assert inside.moved(old, old) == inside


@given(texts, texts, edits)
def test_typing_at_the_end_and_taking_it_back_changes_no_edit(old: str, typed: str, made: Edits) -> None:
    inside = Edits(kept=frozenset(s for s in made.kept if s[1] <= len(old)))
    assert inside.moved(old, old + typed).moved(old + typed, old) == inside
