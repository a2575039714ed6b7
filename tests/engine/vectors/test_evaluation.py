"""Spearman's rho, the reading of pairs, and the command line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr

from engine.vectors.cli import main
from engine.vectors.evaluation import BadPairs, evaluate, read_pairs, spearman
from engine.vectors.shipped import load_shipped

NUMBERS = st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5)), min_size=3, max_size=40)


@given(NUMBERS)
def test_spearman_against_scipy(pairs: list[tuple[int, int]]) -> None:
    a, b = np.array(pairs, dtype=np.float64).T
    if len(set(a)) == 1 or len(set(b)) == 1:
        assert spearman(a, b) == 0
    else:
        assert spearman(a, b) == pytest.approx(spearmanr(a, b).statistic, abs=1e-12)


def pairs_file(folder: Path, text: str) -> Path:
    file = folder / "pairs.tsv"
    file.write_text(text, encoding="utf-8")
    return file


GOOD = "猫\t狗\t9\n# remark\n\n国王 女王 8\n猫\t 桌子 \t1\t1 2 1\n红牡丹\t牡丹\t9.5\n"


def test_pairs_between_tabs_or_spaces(tmp_path: Path) -> None:
    pairs = read_pairs(pairs_file(tmp_path, GOOD))
    assert pairs[:3] == [("猫", "狗", 9), ("国王", "女王", 8), ("猫", "桌子", 1)]


def test_a_first_line_that_names_the_columns(tmp_path: Path) -> None:
    assert read_pairs(pairs_file(tmp_path, "word1\tword2\tscore\n" + GOOD))[0] == ("猫", "狗", 9)


def test_a_file_without_an_end_is_no_list_of_pairs(tmp_path: Path) -> None:
    endless = tmp_path / "endless"
    with endless.open("wb") as file:
        file.truncate(2**30)
    with pytest.raises(BadPairs, match="too large"):
        read_pairs(endless)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("猫\t狗\n", "line 1"),
        ("猫\t狗\t9\n猫 狗 x", "line 2"),
        ("猫\t狗\t9\n猫 狗 nan", "line 2"),
        ("猫\t狗\t9\n\t狗\t9", "line 2"),
        ("猫\t狗\t9\n", "fewer than three"),
    ],
)
def test_bad_pairs(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(BadPairs, match=told):
        read_pairs(pairs_file(tmp_path, text))


def test_missing_words_are_composed_and_counted(tmp_path: Path) -> None:
    found = evaluate(load_shipped(), read_pairs(pairs_file(tmp_path, GOOD)))
    assert (found.words, found.known_words) == (7, 6)
    assert (found.composed.pairs, found.known.pairs) == (4, 3)
    assert found.known.rho == pytest.approx(1.0) or found.known.rho >= 0.5


def test_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info"]) == 0
    assert "CC BY-SA 4.0" in capsys.readouterr().out
    assert main(["neighbours", "红牡丹", "--count", "3"]) == 0
    out = capsys.readouterr().out
    assert "composed from 红 · 牡丹" in out
    assert len(out.splitlines()) == 4
    assert main(["evaluate", str(pairs_file(tmp_path, GOOD))]) == 0
    assert "6 of 7" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["fly"],
        ["neighbours"],
        ["neighbours", "qqqqqq"],
        ["neighbours", "花", "--count", "many"],
        ["evaluate", "no such file"],
        ["info", "no such file"],
        ["build", "--corpus", "no such folder", "--out", "out"],
    ],
)
def test_refusals_are_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    streams = capsys.readouterr()
    assert streams.out == ""
    assert len(streams.err.splitlines()) == 1
