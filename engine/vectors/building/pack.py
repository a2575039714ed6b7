"""Lengths that mean something, sixteen levels a number, and the files."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.vectors.building.algebra import Matrix, unit_rows
from engine.vectors.building.corpus import Sentence

SHORTEST = 0.75  # length of the commonest word's row, against the rarest's
COMMONEST, RAREST = 6.0, 20.0  # −log₂ of their shares of running words
SELF_WEIGHT = 0.70  # wanted on average: softmax(XXᵀ/√n)_ii over ten words
SAMPLE, TEN = 1_000, 10
NAME = "Peony vectors"
SOURCE = (
    "CC-CEDICT; Chinese Open Wordnet; Open English WordNet; Wiktionary; THUOCL; "
    "Common Voice, DRCD, CMRC 2018, XQuAD, Tatoeba, Chinese Union Version, HowToCook, d2l-zh"
)
LICENCE = "CC BY-SA 4.0"


@dataclass(frozen=True, eq=False)
class Packed:
    """A table ready to be written; see `engine.vectors.rows.PackedRows`."""

    codes: NDArray[np.uint8]
    scales: NDArray[np.float16]
    levels: NDArray[np.float32]
    longest: float


def lengths_of(probability: Sequence[float]) -> NDArray[np.float64]:
    """Return how long each row is, against the rarest word's: the less expected, the longer."""
    surprise = -np.log2(np.asarray(probability))
    part = np.clip((surprise - COMMONEST) / (RAREST - COMMONEST), 0, 1)
    return np.asarray(SHORTEST + (1 - SHORTEST) * part)


def pack(directions: Matrix, lengths: NDArray[np.float64]) -> Packed:
    """Return four-bit codes of rows with these directions (N, n) and lengths (N,)."""
    n = directions.shape[1]
    # In a random rotation every dimension has about the same spread, and sixteen levels suffice.
    rotation = np.linalg.qr(np.random.RandomState(0).standard_normal((n, n)))[0]
    rows = unit_rows(directions @ rotation.astype(np.float32)) * np.float32(np.sqrt(n))
    levels = best_levels(rows[:20_000].ravel())
    codes = np.searchsorted((levels[1:] + levels[:-1]) / 2, rows).astype(np.uint8)
    norms = np.linalg.norm(levels[codes], axis=1)
    return Packed(
        (codes[:, 0::2] + 16 * codes[:, 1::2]).astype(np.uint8),
        (lengths / norms).astype(np.float16),
        levels,
        float(lengths.max()),
    )


def best_levels(values: NDArray[np.float32], count: int = 16) -> NDArray[np.float32]:
    """Return the levels that lie nearest to `values` in the mean square (Lloyd 1982)."""
    values = np.sort(values.astype(np.float64))
    total = np.concatenate([[0.0], np.cumsum(values)])
    levels = np.quantile(values, (np.arange(count) + 0.5) / count)
    for _ in range(50):
        middles = (levels[1:] + levels[:-1]) / 2
        ends = np.concatenate([[0], np.searchsorted(values, middles), [len(values)]])
        sizes = np.diff(ends)
        levels = np.where(sizes > 0, np.diff(total[ends]) / np.maximum(sizes, 1), levels)
    return levels.astype(np.float32)


def fitting_scale(directions: Matrix, lengths: NDArray[np.float64], tens: Sequence[Sequence[int]]) -> float:
    """Return what to multiply `lengths` by so that self-weights average `SELF_WEIGHT`.

    Parameters
    ----------
    directions
        (N, n); only their directions count.
    lengths
        (N,) before scaling.
    tens
        Row numbers of words that stand together in a sentence, ten each.
    """
    if not tens:
        return 1.0
    rows = (unit_rows(directions) * lengths[:, None].astype(np.float32))[np.asarray(tens)]
    scores = rows @ rows.transpose(0, 2, 1) / np.sqrt(directions.shape[1])  # (sentences, 10, 10)
    low, high = 0.1, 100.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if _self_weight(scores * middle**2) < SELF_WEIGHT else (low, middle)
    return round(low, 3)


def _self_weight(scores: NDArray[np.floating]) -> float:
    weights = np.exp(scores - scores.max(axis=2, keepdims=True))
    weights /= weights.sum(axis=2, keepdims=True)
    return float(np.diagonal(weights, axis1=1, axis2=2).mean())


def ten_words(sentences: Sequence[Sentence], number: dict[str, int], skip: int) -> list[list[int]]:
    """Return the first ten different words of some sentences, the `skip` commonest words left out."""
    tens = []
    for sentence in sentences[:: max(1, len(sentences) // (8 * SAMPLE))]:
        rows = [number[word] for word in dict.fromkeys(sentence) if number.get(word, -1) >= skip]
        if len(rows) >= TEN:
            tens.append(rows[:TEN])
    return tens[:SAMPLE]


def write(folder: Path, words: Sequence[str], packed: Packed, simplified: Mapping[str, str]) -> None:
    """Write the files of the table; the same table gives the same bytes.

    `simplified` gives the simplified form of traditional characters.
    """
    folder.mkdir(parents=True, exist_ok=True)
    text = "".join(f"{word}\n" for word in words).encode()
    about = {
        "name": NAME,
        "source": SOURCE,
        "licence": LICENCE,
        "fingerprint": _fingerprint(text, packed),
        "composed_length": round(packed.longest, 4),
        "levels": [round(float(level), 6) for level in packed.levels],
    }
    np.save(folder / "codes.npy", packed.codes, allow_pickle=False)
    np.save(folder / "scales.npy", packed.scales, allow_pickle=False)
    (folder / "words.txt.gz").write_bytes(gzip.compress(text, 9, mtime=0))
    forms = "".join(simplified) + "\n" + "".join(simplified.values()) + "\n"
    (folder / "characters.txt").write_text(forms, encoding="utf-8")
    (folder / "table.json").write_text(
        json.dumps(about, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def _fingerprint(words: bytes, packed: Packed) -> str:
    digest = hashlib.sha256(words)
    for array in (packed.codes, packed.scales, packed.levels):
        digest.update(array.tobytes())
    return digest.hexdigest()[:16]
