"""What is measured of the shipped table, on a few lines that the test writes itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("opencc", reason="the build extra is not installed")

from engine.vectors.building.coverage import measure_coverage
from engine.vectors.building.figures import cosines, english, self_weights
from engine.vectors.cli import main
from engine.vectors.shipped import load_shipped
from tests.engine.vectors.test_build import CEDICT

TEN = "科学家 发现 行星 围绕 恒星 运行 非常 遥远 地球 宇宙".split()
COMMON = "牡丹是美丽的花卉。"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for name, text in {
        "text/a.txt": "\n".join([COMMON] * 9 + ["科学家" * 5 + "的囧囧囧囧"]) + "\n",
        "text/b.txt": "，".join(TEN) + "\n",
        "text/bible.txt": (COMMON + "\n") * 20,
        "lexicon/cc_cedict.u8": CEDICT,
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_coverage_of_what_was_held_back(corpus: Path) -> None:
    found = {each.text: each for each in measure_coverage(corpus, 1000, workers=1)}
    assert list(found) == ["a.txt", "b.txt", "bible.txt", "modern prose", "all"]
    assert found["modern prose"].words == found["a.txt"].words + found["b.txt"].words
    assert found["all"].words == found["modern prose"].words + found["bible.txt"].words
    assert found["bible.txt"].known == found["bible.txt"].possible == 1
    for each in found.values():
        assert 0 <= each.known <= min(each.composed, each.possible) <= 1


def test_self_weights_are_those_of_a_plain_loop(corpus: Path) -> None:
    table = load_shipped()
    (found,) = self_weights(table, corpus, workers=1)
    X = table.look_up(TEN)[0]
    weights = [np.exp(x @ x / 10) / sum(np.exp(x @ y / 10) for y in X) for x in X]
    assert found == pytest.approx(np.mean(weights))


def test_english_words_are_counted_by_origin(corpus: Path) -> None:
    small, large = english(load_shipped(), corpus, (3, 1000))
    assert small.words == 3 == small.known + small.composed + small.unknown
    assert large.words < 1000
    assert large.known > large.unknown


def test_cosines_are_those_that_are_promised() -> None:
    found = {(first, second): cosine for first, second, cosine in cosines(load_shipped())}
    assert found["牡丹", "花卉"] >= max(0.5, found["牡丹", "原野"] + 0.3)
    assert found["原野", "田野"] >= 0.4


def test_the_command_prints_them(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figures", "--corpus", str(corpus)]) == 0
    said = capsys.readouterr().out
    assert "cosine 牡丹 花卉" in said
    assert "self-weight over ten words, 1 sentences" in said
