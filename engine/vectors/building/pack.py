"""Sixteen levels a number, and the files."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.vectors.directions import Matrix, unit_rows

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
