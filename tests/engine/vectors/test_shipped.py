"""The shipped table: what it has, what its rows mean, and that opening it reads none of them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from engine.vectors.shipped import FOLDER, load_shipped
from engine.vectors.table import VectorTable

SEED = ("原野", "牡丹", "最", "美丽", "花卉")


@pytest.fixture(scope="module")
def table() -> VectorTable:
    return load_shipped()


def cosine(table: VectorTable, first: str, second: str) -> float:
    a, b = table.look_up([first, second])[0]
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


def self_weights(table: VectorTable, words: list[str]) -> np.ndarray:
    X = table.look_up(words)[0]
    weights = np.exp(X @ X.T / np.sqrt(table.width))
    return np.diagonal(weights / weights.sum(axis=1, keepdims=True))


def test_size(table: VectorTable) -> None:
    assert len(table) >= 40_000
    assert 100 <= table.width <= 128
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) <= 6_000_000


def test_the_numbers_are_mapped_not_read(table: VectorTable) -> None:
    assert isinstance(table.rows.codes, np.memmap)  # type: ignore[attr-defined]


def test_it_says_what_it_is(table: VectorTable) -> None:
    assert table.licence == "CC BY-SA 4.0"
    assert "CC-CEDICT" in table.source
    assert len(table.fingerprint) == 16


def test_seed_pairs(table: VectorTable) -> None:
    assert cosine(table, "牡丹", "花卉") >= 0.5
    assert cosine(table, "牡丹", "花卉") >= cosine(table, "牡丹", "原野") + 0.3
    assert cosine(table, "原野", "田野") >= 0.4
    assert cosine(table, "猫", "狗") > cosine(table, "猫", "桌子")


def test_peony_is_nearest_to_flowers_by_raw_dot_product(table: VectorTable) -> None:
    X = table.look_up(SEED)[0]
    scores = X @ X[SEED.index("牡丹")]
    scores[SEED.index("牡丹")] = -np.inf
    assert SEED[int(scores.argmax())] == "花卉"


@pytest.mark.parametrize(
    "sentence",
    [
        "我们 昨天 晚上 学校 图书馆 一起 看 书 老师 高兴",
        "科学家 发现 新 行星 围绕 恒星 运行 非常 遥远 地球",
        "妈妈 今天 早上 做 鸡蛋 面条 吃 好吃 厨房 孩子",
        "机器 学习 模型 需要 大量 数据 训练 得到 结果 准确",
    ],
)
def test_raw_softmax_is_neither_saturated_nor_flat(table: VectorTable, sentence: str) -> None:
    assert 0.5 <= self_weights(table, sentence.split()).mean() <= 0.8


def test_rarer_words_have_longer_rows(table: VectorTable) -> None:
    lengths = np.linalg.norm(table.look_up(["的", "我们", "美丽", "牡丹"])[0], axis=1)
    assert (np.diff(lengths) > 0).all()


def test_modern_and_english_words(table: VectorTable) -> None:
    _, origins = table.look_up(["微信", "注意力", "深度学习", "the", "happy"])
    assert [origin.kind for origin in origins if origin.kind == "unknown"] == []
    assert "微信" in table
    assert "注意力" in table
    assert cosine(table, "happy", "高兴") > 0.6


def test_no_pickles() -> None:
    for file in FOLDER.glob("*.npy"):
        assert np.load(file, allow_pickle=False).dtype != object
    assert not list(FOLDER.glob("*.pkl"))


def test_words_and_rows_belong_together(table: VectorTable) -> None:
    assert len(table.index) == len(table.rows.codes)  # type: ignore[attr-defined]
    assert len({table.index.word(row) for row in range(len(table))}) == len(table)
    assert all(table.index.row(table.index.word(row)) == row for row in range(0, len(table), 997))


def test_damaged_files_are_not_taken_for_a_table(tmp_path: Path) -> None:
    about = json.loads((FOLDER / "table.json").read_text(encoding="utf-8"))
    (tmp_path / "table.json").write_text(json.dumps(about), encoding="utf-8")
    with pytest.raises(FileNotFoundError):
        load_shipped(tmp_path)
