"""Learning on sentences that the test makes up, and the projections that are shipped."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from engine.projections.__main__ import main
from engine.projections.train import Sentences, reciprocal_rank, train
from engine.projections.trained import FOLDER, file_name, load_figures, load_trained
from engine.vectors.shipped import load_shipped

SEED = ("原野", "牡丹", "最", "美丽", "花卉")


def made_up() -> tuple[np.ndarray, Sentences]:
    """Words in pairs that always stand together, though their vectors have nothing in common."""
    random = np.random.RandomState(0)
    vectors = 3 * random.standard_normal((60, 16)).astype(np.float32) / 4
    pairs = random.randint(0, 30, (400, 3))
    return vectors, Sentences.of([[2 * p + side for p in row for side in (0, 1)] for row in pairs])


def test_sentences_are_cut_and_sorted_by_length() -> None:
    found = Sentences.of([[1, 2], [1, 2, 3], list(range(23)), list(range(21))])
    assert {m: rows.shape for m, rows in found.by_length.items()} == {3: (2, 3), 20: (2, 20)}
    assert len(found) == 4


def test_training_learns_what_raw_attention_cannot() -> None:
    vectors, sentences = made_up()
    ranks = {}
    for kind in ("uniform", "trained"):
        weights = train(vectors, sentences, kind, (1, 8), steps=150)
        ranks[kind] = reciprocal_rank(vectors, sentences, weights, kind)
    assert ranks["trained"] > 1.5 * ranks["uniform"]


def test_the_same_seed_learns_the_same() -> None:
    vectors, sentences = made_up()
    first, second = (train(vectors, sentences, "trained", (2, 4), steps=5, seed=3) for _ in range(2))
    assert all(np.array_equal(a, b) for a, b in zip(first.arrays(), second.arrays(), strict=True))


@pytest.mark.parametrize("heads", [1, 4])
def test_shipped_projections(heads: int) -> None:
    table = load_shipped()
    W = load_trained(table, heads, 64)
    assert W is not None
    for each in W:
        assert each.shape == (heads, table.width, 64)
        assert each.dtype == np.float64
        assert np.isfinite(each).all()
        assert not each.flags.writeable


@pytest.mark.parametrize("heads", [1, 4])
def test_peony_looks_at_flowers(heads: int) -> None:
    table = load_shipped()
    W_Q, W_K, _ = load_trained(table, heads, 64) or pytest.fail("none shipped")
    X = table.look_up(SEED)[0]
    S = (X @ W_Q) @ (X @ W_K).transpose(0, 2, 1) / np.sqrt(64)
    A = np.exp(S - S.max(axis=2, keepdims=True))
    A /= A.sum(axis=2, keepdims=True)
    peony = A.mean(axis=0)[SEED.index("牡丹")]
    peony[SEED.index("牡丹")] = 0
    assert SEED[int(peony.argmax())] == "花卉"


def test_shipped_figures() -> None:
    figures = load_figures()
    assert figures["table"] == load_shipped().fingerprint
    assert [result["heads"] for result in figures["results"]] == [1, 4]
    for result in figures["results"]:
        assert result["trained"] >= 1.15 * result["raw"] > result["uniform"]


def test_shipped_files_are_small() -> None:
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) <= 300_000


def test_none_for_another_table_or_size(tmp_path: Path) -> None:
    table = load_shipped()
    assert load_trained(table, 3, 64) is None
    assert load_trained(table, 1, 65) is None
    assert load_trained(table, 1, 64, tmp_path) is None
    other = tmp_path / "other"
    other.mkdir()
    (other / "trained.json").write_text(json.dumps({"table": "another"}), encoding="utf-8")
    np.save(other / file_name(1, 64), np.zeros((3, 1, table.width, 64), np.float16))
    assert load_trained(table, 1, 64, other) is None


@pytest.mark.parametrize("arguments", [[], ["train"], ["train", "--corpus", "no such folder"], ["fly"]])
def test_refusals_are_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
