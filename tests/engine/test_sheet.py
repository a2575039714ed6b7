"""Tables for spreadsheets: every number whole, every name harmless."""

from __future__ import annotations

import csv
import io

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.sheet import MINUS_INFINITY, Sheet, as_csv, as_tsv

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
HOSTILE = [
    "<script>", "a & b", '"quoted"', "]]>", "\u202eback", "😀", "\ufffd", "a\tb", "a\nb", "a\r\\end{bmatrix}",
    "\u2028\\input{x}", "%", "\\", "{", "}", "$x_1^2$", "#~", "\x1b[31m", "=1+1", "@SUM(1)", "+1", "-1",
]  # fmt: skip


def sheet(values: np.ndarray, names: list[str] | None = None) -> Sheet:
    rows, cols = values.shape
    found = names or [f"t{number}" for number in range(max(rows, cols))]
    return Sheet("A", tuple(found[:cols]), tuple(found[:rows]), values)


def read(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.removesuffix("\n").split("\n")]


def number(cell: str) -> float:
    return -np.inf if cell == MINUS_INFINITY else float(cell or "nan")


@given(arrays(np.float64, st.tuples(st.integers(1, 4), st.integers(1, 4)), elements=NUMBERS))
def test_nothing_is_rounded_for_a_spreadsheet(values: np.ndarray) -> None:
    pasted = read(as_tsv(sheet(values)))
    filed = list(csv.reader(io.StringIO(as_csv([sheet(values)]).decode("utf-8-sig"), newline="")))
    for lines in (pasted, filed):
        np.testing.assert_array_equal([[float(cell) for cell in line[1:]] for line in lines[1:]], values)
    assert pasted == filed


def test_what_is_masked_and_what_is_empty() -> None:
    values = np.array([[-np.inf, np.nan], [0.0, 2.0]])
    assert [line[1:] for line in read(as_tsv(sheet(values)))[1:]] == [["−∞", ""], ["0", "2"]]


def test_several_sheets_are_parted_by_an_empty_line() -> None:
    text = as_csv([sheet(np.eye(2)), sheet(np.eye(2))]).decode("utf-8-sig")
    assert [row == [] for row in csv.reader(io.StringIO(text, newline=""))] == [False] * 3 + [True] + [
        False
    ] * 3


def test_names_are_one_cell_each_and_no_formula() -> None:
    values = np.zeros((len(HOSTILE), len(HOSTILE)))
    lines = read(as_tsv(sheet(values, HOSTILE)))
    assert {len(line) for line in lines} == {len(HOSTILE) + 1}
    assert len(lines) == len(HOSTILE) + 1
    for name in (*lines[0], *(line[0] for line in lines)):
        assert name[:1] not in tuple("=+-@")
