"""A table of one's own in the pipeline: its rows, what follows from it, and the way back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.errors import Cancelled, PeonyError
from engine.pipeline import Analyser, Request, is_quick
from engine.resources import Resources
from engine.vectors.choice import SHIPPED, TableChoice
from tests.conftest import REFERENCE_CASE

ROWS = {"原野": (1, 2, 3), "牡丹": (4, 5, 6), "美丽": (-1, 0, 1), "花卉": (4, 5, 7)}


@pytest.fixture
def own(tmp_path: Path) -> TableChoice:
    return TableChoice(str(written(tmp_path / "own.txt", ROWS)))


def written(path: Path, rows: dict[str, tuple[float, ...]]) -> Path:
    path.write_text("".join(f"{word} {' '.join(map(str, row))}\n" for word, row in rows.items()), "utf-8")
    return path


def test_vectors_come_from_the_chosen_table(analyser: Analyser, own: TableChoice) -> None:
    trace = analyser.analyse(Request(REFERENCE_CASE, table=own))
    assert trace.table.name == "own.txt"
    for word, row in ROWS.items():
        np.testing.assert_array_equal(trace.X[trace.tokens.index(word)], row)
    assert trace.W_Q.shape == (1, 3, 64)


def test_trained_projections_stay_with_the_table_that_they_were_trained_for(
    analyser: Analyser, own: TableChoice
) -> None:
    foreign = analyser.analyse(Request(REFERENCE_CASE, table=own)).projections
    assert (foreign.source, foreign.because) == ("random", "other_table")


def test_the_way_back_gives_the_same_again(analyser: Analyser, own: TableChoice) -> None:
    first = analyser.analyse(Request(REFERENCE_CASE))
    analyser.analyse(Request(REFERENCE_CASE, table=own))
    again = analyser.analyse(Request(REFERENCE_CASE))
    for name in ("X", "W_Q", "S", "A", "Z"):
        np.testing.assert_array_equal(getattr(first, name), getattr(again, name))


def test_a_limit_takes_the_first_words_only(analyser: Analyser, own: TableChoice) -> None:
    trace = analyser.analyse(Request(REFERENCE_CASE, table=TableChoice(own.file, 2)))
    assert len(trace.table) == 2
    assert trace.embedding.origins[trace.tokens.index("花卉")].kind != "table"


def test_a_file_that_changes_is_read_again(analyser: Analyser, own: TableChoice) -> None:
    analyser.analyse(Request("牡丹", table=own))
    written(Path(own.file), {"牡丹": (9, 9, 9, 9)})
    np.testing.assert_array_equal(analyser.analyse(Request("牡丹", table=own)).X, [[9, 9, 9, 9]])


def test_a_file_that_is_not_there_is_refused_by_name(analyser: Analyser, tmp_path: Path) -> None:
    with pytest.raises(PeonyError) as caught:
        analyser.analyse(Request("牡丹", table=TableChoice(str(tmp_path / "gone.txt"))))
    assert caught.value.key == "error.file_missing"


def test_opening_can_be_left_off(resources: Resources, own: TableChoice) -> None:
    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        resources.open(own, check=stop)
    assert not resources.is_open(own)


def test_only_what_is_open_is_quick(resources: Resources, own: TableChoice) -> None:
    assert resources.is_open(SHIPPED)
    assert is_quick(Request("牡丹"), resources)
    assert not is_quick(Request("牡丹", table=own), resources)
    resources.open(own)
    assert is_quick(Request("牡丹", table=own), resources)
