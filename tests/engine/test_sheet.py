"""Tables for spreadsheets and for LaTeX: every number whole or rounded as said, every name harmless."""

from __future__ import annotations

import csv
import io
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.export import to_tex
from engine.sheet import MINUS_INFINITY, Sheet, as_csv, as_latex, as_tex, as_tsv, decimals

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
    assert entries(as_latex(sheet(values))) == [[r"-\infty", ""], ["0", "2.000"]]


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


def entries(latex: str) -> list[list[str]]:
    """Read a matrix as LaTeX does: without comments, cells parted by &, rows by a double backslash."""
    body = "\n".join(re.sub(r"(?<!\\)%.*", "", line) for line in latex.split("\n"))
    (inner,) = re.findall(r"\\begin\{bmatrix\}(.*?)\\end\{bmatrix\}", body, re.DOTALL)
    return [[cell.strip() for cell in row.split("&")] for row in inner.split(r"\\")]


@given(arrays(np.float64, (3, 2), elements=st.floats(-1e6, 1e6)))
def test_latex_is_rounded_to_the_decimals_that_it_says(values: np.ndarray) -> None:
    latex = as_latex(sheet(values))
    (digits,) = map(int, re.findall(r"(\d+) decimals", latex.split("\n")[0]))
    assert digits == decimals(values)
    shown = [[float(cell) for cell in row] for row in entries(latex)]
    np.testing.assert_allclose(shown, values, atol=0.5 * 10.0**-digits * (1 + 1e-9), rtol=0)
    assert all(len(cell.partition(".")[2]) in (0, digits) for row in entries(latex) for cell in row)


@pytest.mark.parametrize(
    ("largest", "digits"), [(0.3474, 4), (3.08, 3), (99.0, 2), (1e5, 0), (2e-7, 10), (0.0, 0), (1e-300, 12)]
)
def test_four_digits_of_the_largest_entry(largest: float, digits: int) -> None:
    assert decimals(np.array([[largest, -np.inf]])) == digits


def test_names_are_comments_that_nothing_breaks_out_of() -> None:
    latex = as_latex(sheet(np.ones((len(HOSTILE), 2)), HOSTILE))
    assert entries(latex) == [["1.000", "1.000"]] * len(HOSTILE)
    assert "牡丹" in as_latex(sheet(np.ones((1, 1)), ["牡丹"]))
    assert all(char.isprintable() for char in latex.replace("\n", ""))


def test_a_wide_matrix_says_how_wide() -> None:
    assert "MaxMatrixCols" not in as_latex(sheet(np.eye(10)))
    assert r"\setcounter{MaxMatrixCols}{11}" in as_latex(sheet(np.eye(11)))


def test_a_file_has_a_formula_a_head(analyse) -> None:
    trace = analyse(heads=2, weights="random")
    text = to_tex(trace).decode()
    first, second = text.split("\\]\n\n\\[")
    for head, part in enumerate((first, second)):
        shown = [[float(cell) for cell in row] for row in entries(part)]
        np.testing.assert_allclose(shown, trace.A[head], atol=1e-4)
        assert all(token in part for token in trace.tokens)
    assert text.startswith("\\[\n")
    assert text.endswith("\\]\n")
    assert "\n\n" not in as_tex([sheet(np.eye(2))]).decode()  # an empty line ends a formula
