"""Cutting a sentence: the reference case, every kind of mark, a person's own words."""

from __future__ import annotations

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.lexicon import Lexicon, shipped_lexicon
from engine.pipeline import Resources
from engine.tokens import Edits, Token, Tokenizer, is_another, kind_of, readable
from tests.conftest import REFERENCE_CASE

BARE = Lexicon(frozenset())
CHARACTERS = (
    "原野中牡丹是最美丽的花卉我们在北京大学学习自然语言处理了吗龘㐀𠀀"
    "ABCxyz019 -_'+#.%\t\n\r\u3000\xa0\x85\u2028，。！？、；：「」《》（）…—·,.!?()"
    "\0\x1b\x7f\u200b\u200d\ufe0f\ufeff\u0301\u0e33\U0001f33a\U0001f468\ud800\udfff\ufffdé가かカ"
)
anything = st.text(st.sampled_from(CHARACTERS) | st.characters(), max_size=40)


@pytest.fixture(scope="module")
def tokenizer(resources: Resources) -> Tokenizer:
    return resources.tokenizer


@pytest.fixture(scope="module")
def plain_jieba(tmp_path_factory: pytest.TempPathFactory) -> jieba.Tokenizer:
    made = jieba.Tokenizer()
    made.tmp_dir = str(tmp_path_factory.mktemp("jieba"))
    made.initialize()
    return made


def cut(
    tokenizer: Tokenizer,
    text: str,
    lexicon: Lexicon | None = None,
    edits: Edits = Edits(),
    remove: bool = True,
) -> tuple[Token, ...]:
    return tokenizer.tokens(text, lexicon or shipped_lexicon(), edits, remove)


def test_the_reference_case_exactly(tokenizer: Tokenizer) -> None:
    w, s, p = "word", "stopword", "punctuation"
    expected = [
        ("原野", 0, 2, w, True),
        ("中", 2, 3, s, False),
        (",", 3, 4, p, False),
        ("牡丹", 4, 6, w, True),
        ("是", 6, 7, s, False),
        ("最", 7, 8, w, True),
        ("美丽", 8, 10, w, True),
        ("的", 10, 11, s, False),
        ("花卉", 11, 13, w, True),
        ("。", 13, 14, p, False),
    ]
    assert cut(tokenizer, REFERENCE_CASE) == tuple(Token(*each) for each in expected)


def test_keeping_stopwords_keeps_all_and_changes_nothing_else(tokenizer: Tokenizer) -> None:
    removed, kept = (cut(tokenizer, REFERENCE_CASE, remove=remove) for remove in (True, False))
    assert all(token.kept for token in kept)
    assert [(t.text, t.span, t.kind) for t in kept] == [(t.text, t.span, t.kind) for t in removed]


@given(anything, st.booleans())
def test_spans_cover_the_text_in_order_without_its_whitespace(
    tokenizer: Tokenizer, text: str, remove: bool
) -> None:
    tokens = cut(tokenizer, text, remove=remove)
    covered: set[int] = set()
    last = 0
    for token in tokens:
        assert last <= token.start < token.end <= len(text)
        assert token.text == text[token.start : token.end]
        assert token.text == token.text.strip()
        assert token.kept == (token.kind == "word" or not remove)
        covered |= set(range(*token.span))
        last = token.end
    assert all(text[place].isspace() for place in set(range(len(text))) - covered)


@given(anything)
def test_the_cut_is_that_of_plain_jieba(
    tokenizer: Tokenizer, plain_jieba: jieba.Tokenizer, text: str
) -> None:
    expected = [
        (piece.strip(), start + piece.index(piece.strip()))
        for piece, start, _ in plain_jieba.tokenize(text)
        if piece.strip()
    ]
    assert [(token.text, token.start) for token in cut(tokenizer, text, BARE)] == expected


def test_jiebas_own_global_tokenizer_is_neither_used_nor_changed(tokenizer: Tokenizer) -> None:
    text = "凌云石竹是一种花"
    before = cut(tokenizer, text)
    try:
        jieba.dt.FREQ, jieba.dt.total, jieba.dt.initialized = {"凌云石竹是": 10**6, "凌": 0}, 10**6, True
        assert cut(tokenizer, text) == before
        assert jieba.dt.FREQ == {"凌云石竹是": 10**6, "凌": 0}
    finally:
        jieba.dt.FREQ, jieba.dt.total, jieba.dt.initialized = {}, 0, False


@pytest.mark.parametrize(
    "piece",
    [
        *",.!?:;()[]{}<>\"'`~@#$%^&*-_=+|\\/",
        *"，。！？：；（）【】《》〈〉「」『』、·…—～￥＋＝＜＞｜＾｀＄％＆＊＃＠",
        *"￠￡¬￣￤\u3000\xa0\u2028€°±×÷√∞≈≤→",
        *"\u200b\u200d\ufe0f\ufeff\u0301\0\x1b",
        "……",
        "——",
        "🌺",
        "👨\u200d👩\u200d👧",
        "👍🏽",
        "🇨🇳",
        "❤\ufe0f",
        "\ufffd",
    ],
)
def test_marks_symbols_and_signs_that_show_nothing_are_punctuation(piece: str) -> None:
    assert kind_of(piece, shipped_lexicon()) == "punctuation"


@pytest.mark.parametrize(
    "piece", ["牡丹", "peony", "3", "３", "①", "½", "é", "e\u0301", "か", "C++", "龘", "一、二"]
)
def test_whatever_has_a_letter_or_a_number_is_a_word(piece: str) -> None:
    assert kind_of(piece, BARE) == "word"


@pytest.mark.parametrize("text", ["The peony", "THE peony", "the peony", "tHe peony"])
def test_stopwords_are_found_whatever_their_case(tokenizer: Tokenizer, text: str) -> None:
    assert [(t.kind, t.kept) for t in cut(tokenizer, text)] == [("stopword", False), ("word", True)]


def test_whitespace_of_every_width_is_dropped(tokenizer: Tokenizer) -> None:
    tokens = cut(tokenizer, " 牡丹\u3000\t花卉\n\r\xa0\u2028原野 ", remove=False)
    assert [(t.text, t.start) for t in tokens] == [("牡丹", 1), ("花卉", 5), ("原野", 11)]


@pytest.mark.parametrize("text", ["", " ", "\n\t\u3000\x85", "。，！", "的是中"])
def test_nothing_may_be_left(tokenizer: Tokenizer, text: str) -> None:
    assert not [token for token in cut(tokenizer, text) if token.kept]


def test_stopwords_added_and_taken_off_count_at_once(tokenizer: Tokenizer) -> None:
    shipped = shipped_lexicon()
    more = shipped.with_stopwords(shipped.stopwords | {"牡丹"})
    fewer = shipped.with_stopwords(shipped.stopwords - {"的"})
    assert [t.kind for t in cut(tokenizer, "牡丹的", more)] == ["stopword", "stopword"]
    assert [t.kind for t in cut(tokenizer, "牡丹的", fewer)] == ["word", "word"]
    assert cut(tokenizer, "牡丹的", more.with_stopwords(shipped.stopwords)) == cut(tokenizer, "牡丹的")


def test_a_word_list_is_cleaned_of_case_space_and_nothing() -> None:
    lexicon = BARE.with_stopwords([" The ", "", "  ", "的\n"]).with_own_words([" Peony ", ""])
    assert lexicon == Lexicon(frozenset({"the", "的"}), frozenset({"Peony"}))


@pytest.mark.parametrize(
    ("text", "own", "expected"),
    [
        ("原野中的牡丹", "野中", ["原", "野中", "的", "牡丹"]),
        ("牡丹是花卉", "牡丹是花卉", ["牡丹是花卉"]),
        ("用C++.x写a*b", "a*b", None),
        ("看 New York 的牡丹", "New York", None),
        ("一、二和三", "一、二", None),
    ],
)
def test_own_words_stay_whole(tokenizer: Tokenizer, text: str, own: str, expected: list[str] | None) -> None:
    texts = [token.text for token in cut(tokenizer, text, BARE.with_own_words([own]))]
    assert own in texts
    assert expected in (None, texts)


def test_of_two_own_words_that_overlap_the_longer_stays_whole(tokenizer: Tokenizer) -> None:
    lexicon = BARE.with_own_words(["丹是", "牡丹是最", "是"])
    assert [t.text for t in cut(tokenizer, "牡丹是最美", lexicon)] == ["牡丹是最", "美"]


@given(anything, st.lists(st.text(st.sampled_from("原野中牡丹ab. *("), min_size=1, max_size=4), max_size=3))
def test_every_whole_appearance_of_a_sole_own_word_is_one_token(
    tokenizer: Tokenizer, text: str, words: list[str]
) -> None:
    lexicon = BARE.with_own_words(words)
    tokens = cut(tokenizer, text, lexicon, remove=False)
    assert all(token.text == text[slice(*token.span)] for token in tokens)
    if len(lexicon.own_words) == 1:
        (own,) = lexicon.own_words
        assert sum(token.text == own for token in tokens) >= text.count(own)


@given(anything)
def test_readable_text_has_the_same_length_and_can_be_written(text: str) -> None:
    made = readable(text)
    assert len(made) == len(text)
    made.encode("utf-8")
    assert all(a == b or b == "\ufffd" for a, b in zip(text, made, strict=True))


@pytest.mark.parametrize(
    ("old", "new", "another"),
    [
        ("原野中,牡丹。", "春天的花园。", True),
        ("原野中,牡丹。", "原野中,牡丹花。", False),
        ("原野中,牡丹。", "原野", False),
        ("原野中,牡丹。", "", False),
        ("原野中,牡丹。", "春", False),
        ("", "牡丹", False),
        ("牡", "牡丹花", False),
        ("ab", "ab", False),
    ],
)
def test_another_text_is_told_from_an_edited_one(old: str, new: str, another: bool) -> None:
    assert is_another(old, new) is another
