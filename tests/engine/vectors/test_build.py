"""The whole build on a few lines that the test writes itself."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("opencc", reason="the build extra is not installed")

from engine.vectors.building.algebra import leading, positive_information, sparse_matrix
from engine.vectors.building.dictionaries import read_dictionaries
from engine.vectors.building.english import stem, stems
from engine.vectors.building.pack import best_levels, pack
from engine.vectors.building.stages import build_table
from engine.vectors.building.translations import translate
from engine.vectors.shipped import load_shipped

TEXT = """猫和狗在花园里玩。
猫喜欢吃鱼，狗喜欢吃肉。
花園裡開著美麗的牡丹花。
牡丹是美丽的花卉，花卉在花园里。
国王和女王住在城市里。
"""
CEDICT = """# CC-CEDICT
貓 猫 [mao1] /cat/CL:隻|只[zhi1]/
狗 狗 [gou3] /dog/
牡丹 牡丹 [Mu3 dan5] /Mudan District of Heze City/
牡丹 牡丹 [mu3 dan5] /tree peony (Paeonia suffruticosa)/
花卉 花卉 [hua1 hui4] /flowers and plants/
花園 花园 [hua1 yuan2] /garden/
美麗 美丽 [mei3 li4] /beautiful/
國王 国王 [guo2 wang2] /king/
女王 女王 [nu:3 wang2] /queen/
城市 城市 [cheng2 shi4] /city/town/
"""
MEANINGS = (
    ("1-n", ["cat"], "a small animal kept in a house", ["9-n"]),
    ("2-n", ["dog"], "an animal kept in a house", ["9-n"]),
    ("3-n", ["peony", "tree peony"], "a plant with showy flowers", []),
    ("4-n", ["flower"], "a plant grown for its blossoms in a garden", []),
    ("9-n", ["animal"], "a living thing that moves", []),
)
WORDNET = "".join(
    json.dumps({"id": key, "ili": f"i{key[0]}", "members": m, "definition": [d], "hypernym": h}) + "\n"
    for key, m, d, h in MEANINGS
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    for name, text in {
        "text/a.txt": TEXT * 4,
        "lexicon/cc_cedict.u8": CEDICT,
        "lexicon/open_english_wordnet.jsonl": WORDNET,
        "lexicon/ili-map-pwn30.tab": "i1\t1-n\ni2\t2-n\ni4\t4-n\n",
        "lexicon/chinese_open_wordnet.tab": "# x\n1-n\tcmn:lemma\t猫\n4-n\tcmn:lemma\t花卉\n",
        "lexicon/thuocl/THUOCL_animal.txt": "猫\t100\r狗 \t90\r",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    build_table(corpus, out, size=60, width=10)
    return out


def test_the_same_text_gives_the_same_bytes(corpus: Path, built: Path, tmp_path: Path) -> None:
    build_table(corpus, tmp_path, size=60, width=10)
    names = sorted(file.name for file in built.iterdir())
    assert names == [
        "characters.txt",
        "codes.npy",
        "english.txt.xz",
        "scales.npy",
        "table.json",
        "words.txt.gz",
    ]
    for name in names:
        assert (built / name).read_bytes() == (tmp_path / name).read_bytes()


def test_what_was_built_opens(built: Path) -> None:
    table = load_shipped(built)
    assert table.width == 10
    assert {"猫", "牡丹", "的"} <= {table.index.word(row) for row in range(len(table))}
    X, origins = table.look_up(["猫", "狗", "花卉", "貓"])
    assert [origin.kind for origin in origins] == ["table", "table", "table", "composed"]
    assert origins[3].parts == ("猫",)
    assert np.isfinite(X).all()


def test_dictionaries_are_read_as_they_are_written(corpus: Path) -> None:
    found = read_dictionaries(corpus / "lexicon")
    assert [gloss.text for gloss in found.glosses["猫"]] == ["cat"]
    assert [gloss.name for gloss in found.glosses["牡丹"]] == [True, False]
    assert found.lemmas["花卉"] == ["4-n"]
    assert found.topics["狗"] == "animal"
    assert found.simplified["貓"] == "猫"
    assert "猫" in found
    assert "喵" not in found


def test_english_words_without_a_row_get_their_translation(corpus: Path) -> None:
    dictionaries = read_dictionaries(corpus / "lexicon")
    found = translate(["猫", "牡丹", "花园", "国王", "cat"], dictionaries)
    assert found == {"garden": "花园", "king": "国王"}
    assert translate(["猫", "花园", "国王"], dictionaries, 1) == {"garden": "花园"}


@pytest.mark.parametrize(
    ("word", "expected"),
    [("flowers", "flower"), ("cities", "city"), ("glasses", "glass"), ("focus", "focus"), ("is", "is")],
)
def test_stem(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_stems_leave_empty_words_out() -> None:
    assert stems("the flowers of (a) city, e.g. AIDS") == ["flower", "city", "aid"]


def test_positive_information_against_a_plain_loop() -> None:
    counts = np.random.default_rng(0).integers(0, 4, (6, 5)).astype(float)
    cells = [(i, j, counts[i, j]) for i in range(6) for j in range(5) if counts[i, j]]
    found = positive_information(sparse_matrix(cells, (6, 5))).toarray()
    columns = counts.sum(axis=0) ** 0.75
    for i, j, count in cells:
        expected = counts[i].sum() * columns[j] / columns.sum()
        assert found[i, j] == pytest.approx(max(0, np.log(count / expected)), abs=1e-5)


def test_leading_directions_against_a_full_factoring() -> None:
    random = np.random.default_rng(0)
    matrix = random.standard_normal((40, 4)) @ random.standard_normal((4, 30))
    cells = [(i, j, matrix[i, j]) for i in range(40) for j in range(30)]
    left, values = leading(sparse_matrix(cells, matrix.shape), 4)
    expected = np.linalg.svd(matrix)
    assert np.allclose(values, expected[1][:4], rtol=1e-3)
    assert np.allclose(np.abs(left.T @ expected[0][:, :4]), np.eye(4), atol=1e-2)


def test_packing_keeps_direction_and_length() -> None:
    random = np.random.default_rng(0)
    directions = random.standard_normal((500, 64)).astype(np.float32)
    lengths = random.random(500) + 1
    packed = pack(directions, lengths)
    rows = packed.levels[np.stack([packed.codes % 16, packed.codes // 16], axis=2)].reshape(500, 64)
    assert np.allclose(np.linalg.norm(rows, axis=1) * packed.scales, lengths, rtol=1e-3)
    gram, exact = (x / np.linalg.norm(x, axis=1, keepdims=True) for x in (rows, directions))
    assert np.abs(gram @ gram.T - exact @ exact.T).max() < 0.15  # a rotation changes no cosine


def test_levels_of_few_values_are_those_values() -> None:
    values = np.repeat(np.arange(16, dtype=np.float32), 10)
    assert np.allclose(best_levels(values), np.arange(16))
