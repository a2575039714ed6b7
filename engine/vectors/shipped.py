"""The table that comes with Peony: small files, opened without reading the rows."""

from __future__ import annotations

import gzip
import json
import lzma
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np

from engine.vectors.alike import AlikeComposer
from engine.vectors.index import ListIndex
from engine.vectors.rows import PackedRows
from engine.vectors.table import VectorTable

FOLDER = Path(__file__).parents[2] / "resources" / "vectors"


def load_shipped(folder: Path = FOLDER) -> VectorTable:
    """Open the table in `folder`; rows stay on disk until a word needs them."""
    about = json.loads((folder / "table.json").read_text(encoding="utf-8"))
    words = gzip.decompress((folder / "words.txt.gz").read_bytes()).decode().splitlines()
    traditional, simplified = (folder / "characters.txt").read_text(encoding="utf-8").split()
    rows = PackedRows(
        codes=np.load(folder / "codes.npy", mmap_mode="r", allow_pickle=False),
        scales=np.load(folder / "scales.npy", allow_pickle=False),
        levels=np.array(about["levels"], dtype=np.float32),
    )
    index = ListIndex.of(words)
    return VectorTable(
        name=about["name"],
        source=about["source"],
        licence=about["licence"],
        index=index,
        rows=rows,
        composer=AlikeComposer(
            index,
            rows,
            about["composed_length"],
            str.maketrans(traditional, simplified),
            cache(lambda: _translations(folder)),
        ),
        fingerprint=about["fingerprint"],
    )


def _translations(folder: Path) -> Mapping[str, str]:
    text = lzma.decompress((folder / "english.txt.xz").read_bytes()).decode()
    return dict(line.split(" ") for line in text.splitlines())
