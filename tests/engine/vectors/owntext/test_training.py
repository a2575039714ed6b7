"""A table learned from text: like words near each other, lengths that suit attention, always the same."""

from __future__ import annotations

import time
import tracemalloc
from itertools import combinations, pairwise, product
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse.linalg import svds

from engine.errors import Cancelled, PeonyError
from engine.lexicon import shipped_lexicon
from engine.tokens import Tokenizer
from engine.vectors.imported import ImportedTable, open_table
from engine.vectors.owntext.pace import SHARES
from engine.vectors.owntext.report import SMALL, Report
from engine.vectors.owntext.saving import as_name, is_name, save, to_npz
from engine.vectors.owntext.texts import find_texts
from engine.vectors.owntext.training import OwnTable, train, usual_width
from engine.words import load_words
from tests.engine.vectors.owntext.conftest import ANIMALS, ANYWHERE, DOING, FRUIT, TASTING, Learn, sentences

TEXT = sentences(600)


@pytest.fixture
def table(learn: Learn) -> OwnTable:
    return learn(TEXT)


@pytest.fixture
def opened(table: OwnTable, tmp_path: Path) -> ImportedTable:
    save(table, tmp_path / "own.npz")
    return open_table(tmp_path / "own.npz", tmp_path / "cache")


def cosine(table: ImportedTable, one: str, other: str) -> float:
    x, y = table.look_up([one, other])[0]
    return float(x @ y / np.linalg.norm(x) / np.linalg.norm(y))


def test_words_of_like_surroundings_are_near_each_other(opened: ImportedTable) -> None:
    alike = [cosine(opened, one, other) for one, other in combinations(ANIMALS, 2)]
    apart = [cosine(opened, one, other) for one, other in product(ANIMALS, FRUIT)]
    assert min(alike) > max(apart)
    assert np.mean(alike) > np.mean(apart) + 0.5
    assert {word for word, _ in opened.neighbours("苹果", 4)} == set(FRUIT) - {"苹果"}


def test_it_opens_as_any_table_does(table: OwnTable, opened: ImportedTable) -> None:
    assert sorted(table.words) == sorted({*ANIMALS, *DOING, *FRUIT, *TASTING, *ANYWHERE})
    assert [opened.index.word(row) for row in range(len(opened))] == list(table.words)
    np.testing.assert_array_equal(opened.numbers, table.matrix.astype(np.float32))
    assert opened.report.format == ".npz"
    _, origins = opened.look_up(["猫", "苹果狗", "原野"])
    assert [origin.kind for origin in origins] == ["table", "composed", "unknown"]
    assert origins[1].parts == ("苹果", "狗")


def test_the_same_text_gives_the_same_bytes(learn: Learn, table: OwnTable) -> None:
    assert to_npz(learn(TEXT)) == to_npz(table)
    assert to_npz(learn(TEXT.replace("猫", "鱼"))) != to_npz(table)


def test_it_weighs_a_word_against_nine_others_as_the_shipped_table_does(learn: Learn, tmp_path: Path) -> None:
    """Raw attention, softmax(XXᵀ/√n), on ten words of a line: about .7 for a word itself."""
    random = np.random.RandomState(0)
    names = [f"n{number}" for number in range(400)]
    common = 1 / np.arange(1, 401)
    # Each line draws from one of eight themes, and common words are in all of them.
    lines = []
    for _ in range(800):
        theme = np.where(np.arange(400) % 8 == random.randint(8), 1.0, 0.1) * common
        lines.append(" ".join(random.choice(names, 40, p=theme / theme.sum())))
    table = learn("\n".join(lines))
    save(table, tmp_path / "own.npz")
    own = open_table(tmp_path / "own.npz", tmp_path / "cache")
    found = []
    for line in lines[::10]:
        words = [word for word in dict.fromkeys(line.split()) if int(word[1:]) >= 20][:10]
        if len(words) < 10:
            continue
        X = own.look_up(words)[0]
        S = np.exp(X @ X.T / np.sqrt(X.shape[1]))
        found.append(np.diagonal(S / S.sum(axis=1, keepdims=True)).mean())
    assert len(found) > 5
    assert 0.5 < np.mean(found) < 0.8


def test_the_rarer_a_word_the_longer_its_row(learn: Learn) -> None:
    table = learn(TEXT + "猫 " * 3000 + "\n")
    lengths = dict(zip(table.words, np.linalg.norm(table.matrix.astype(float), axis=1), strict=True))
    assert table.words[0] == "猫"
    assert lengths["猫"] == min(lengths.values())
    assert max(lengths.values()) / lengths["猫"] < 1 / 0.75 + 0.01


def test_directions_are_those_that_scipy_finds(learn: Learn, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table's cosines are those of U Σ^¼, centred, with U and Σ from scipy."""
    from engine.vectors.owntext import training as module
    from tests.engine.vectors.owntext.test_windows import dense

    kept = []
    original = module.information
    monkeypatch.setattr(module, "information", lambda *given: kept.append(original(*given)) or kept[0])
    table = learn(TEXT, width=8)
    left, values, _ = svds(dense(kept[0]), k=8)
    rows = left * values**0.25
    rows -= rows.mean(axis=0)
    ours = table.matrix.astype(float)
    for each in (rows, ours):
        each /= np.linalg.norm(each, axis=1, keepdims=True)
    np.testing.assert_allclose(ours @ ours.T, rows @ rows.T, atol=0.02)


@pytest.mark.parametrize(("words", "width"), [(10, 8), (1_000, 25), (4_000, 100), (90_000, 200)])
def test_few_words_get_few_numbers(words: int, width: int) -> None:
    assert usual_width(words) == width


def test_the_width_may_be_chosen(learn: Learn) -> None:
    assert learn(TEXT, width=3).matrix.shape[1] == 3
    assert 8 < learn(TEXT, width=300).matrix.shape[1] <= 30, "no more than the text has to tell"


def test_it_says_what_came_out(table: OwnTable) -> None:
    report = table.report
    assert report.tokens == 3600
    assert (report.words, report.width) == table.matrix.shape == (30, 8)
    assert report.min_count == 2
    said = {key: load_words("en")(key, **fields) for key, fields in report.sentences()}
    assert "3,600 words" in said["own_text.read"]
    assert "30 words" in said["own_text.made"]
    assert "8 numbers" in said["own_text.made"]
    assert "small table" in said["own_text.small"]
    assert set(said) == {"own_text.read", "own_text.made", "own_text.small"}


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_it_says_what_was_left_out(lang: str) -> None:
    report = Report((), 50_000_000, 1_000_000, SMALL, 200, 6, 230_000, 0.78, 1.25)
    said = {key: load_words(lang)(key, **fields) for key, fields in report.sentences()}
    assert "own_text.small" not in said
    assert "78%" in said["own_text.cut"]
    assert "1,000,000" in said["own_text.many_different"]
    assert "100,000" in said["own_text.many_words"]
    assert "1.25" in said["own_text.faint"]


def test_words_that_stand_alone_have_no_row(learn: Learn) -> None:
    table = learn(TEXT + "原野\n" * 9)
    assert "原野" not in table.words
    with pytest.raises(PeonyError) as refusal:
        learn("".join(f"{word}\n" for word in (*ANIMALS, *DOING, *FRUIT)) * 3)
    assert refusal.value.key == "error.text_apart"


def test_progress_rises_through_every_stage(learn: Learn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.vectors.owntext.pace._PERIOD", 0)
    seen: list[tuple[float, str]] = []
    learn(TEXT, progress=lambda fraction, stage: seen.append((fraction, stage)))
    fractions = [fraction for fraction, _ in seen]
    assert fractions == sorted(fractions)
    assert fractions[0] == 0
    assert fractions[-1] <= 1
    assert list(dict.fromkeys(stage for _, stage in seen)) == list(SHARES)[:3]
    assert len(seen) > 100


def test_it_can_be_stopped_at_any_time(learn: Learn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.vectors.owntext.pace._PERIOD", 0)
    calls = []
    learn(TEXT, check=lambda: calls.append(1))
    for after in (1, 10, len(calls) // 2, len(calls) - 1, len(calls)):
        left = iter(range(after - 1))

        def check(left=left) -> None:
            if next(left, None) is None:
                raise Cancelled

        with pytest.raises(Cancelled):
            learn(TEXT, check=check)


def test_it_looks_often_whether_it_is_still_wanted(learn: Learn) -> None:
    """Between two looks lies little work, measured by the processor's clock, which others do not slow."""
    looks = [time.thread_time()]
    learn(sentences(6000), check=lambda: looks.append(time.thread_time()))
    gaps = [later - earlier for earlier, later in pairwise(looks)]
    assert max(gaps) < 0.3


def test_memory_grows_by_some_bytes_a_word(
    tokenizer: Tokenizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What else it takes depends on how many different words there are, and on the blocks."""
    for each in ("reading.BLOCK", "windows.BLOCK", "encoding.CHUNK"):
        monkeypatch.setattr(f"engine.vectors.owntext.{each}", 2**9)
    peaks = []
    for lines in (500, 500, 2500):
        file = tmp_path / f"{lines}.txt"
        file.write_text(sentences(lines), encoding="utf-8")
        tracemalloc.start()
        try:
            train(find_texts([file]), tokenizer, shipped_lexicon())
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    assert peaks[-1] - peaks[1] < 10 * 7 * 2000 + 30_000  # words and ends of lines, twice while it grows


@pytest.mark.parametrize("name", ["a", "我的书", "a.b", "二〇二四 年"])
def test_names(name: str) -> None:
    assert is_name(name)
    assert as_name(name) == name


@pytest.mark.parametrize("name", ["", " a", "a ", "a/b", "a\\b", "a:b", "a?", "a\nb", ".a", "\u200b"])
def test_no_names(name: str) -> None:
    assert not is_name(name)
    assert is_name(as_name(name + "x"))
