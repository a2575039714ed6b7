"""How long a sentence may be: computed as far as memory goes, and never farther."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine import pipeline
from engine.pipeline import Analyser, Request
from engine.settings import Settings
from tests.conftest import REFERENCE_CASE


@pytest.mark.parametrize(
    ("settings", "largest"),
    [({}, 5), ({"attention": "raw"}, 5), ({"heads": 4}, 2), ({"attention": "raw", "heads": 4}, 5)],
    ids=str,
)
def test_a_sentence_too_long_is_computed_as_far_as_it_goes(
    analyse, monkeypatch: pytest.MonkeyPatch, settings: dict, largest: int
) -> None:
    monkeypatch.setattr(pipeline, "LARGEST", 26)
    text = "牡丹，原野，花卉，美丽，公园，医生，手机"
    trace = analyse(text, **settings)
    assert trace.tokens == ("牡丹", "原野", "花卉", "美丽", "公园")[:largest]
    assert trace.beyond == 7 - largest
    assert trace.S.size <= 26
    assert len(trace.pieces) == 13
    assert analyse("牡丹，原野", **settings).beyond == 0


def test_no_source_of_w_lets_the_scores_outgrow_the_limit(
    analyser: Analyser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pipeline, "LARGEST", 26)
    W = np.full((6, analyser.resources.table.width, 2), 0.5)
    np.savez(tmp_path / "w.npz", W_Q=W, W_K=W, W_V=W)
    for weights in (str(tmp_path / "w.npz"), "identity", "random", "trained"):
        trace = analyser.analyse(Request(REFERENCE_CASE, Settings(weights=weights, heads=3)))
        assert trace.S.size <= 26
        # and no more is left out than need be
        assert trace.beyond == 0 or trace.heads * (len(trace.tokens) + 1) ** 2 > 26


def test_an_over_long_text_that_is_all_stopwords_is_not_beyond(analyse, monkeypatch) -> None:
    monkeypatch.setattr(pipeline, "LARGEST", 4)
    assert analyse("的，" * 50).beyond == 0


def test_the_real_limit_is_64_megabytes_of_scores() -> None:
    assert pipeline.LARGEST * 8 == 64 * 2**20
