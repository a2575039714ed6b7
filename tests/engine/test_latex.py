"""Tables for LaTeX: every number rounded as said, every name printed, and nothing in it run."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.export import to_tex
from engine.latex import LONG, as_latex, as_tex, decimals
from tests.engine.test_sheet import HOSTILE, sheet

COMMANDS = {r"\textbackslash": "\\", r"\textasciicircum": "^", r"\textasciitilde": "~"}
COMMANDS |= {r"\textless": "<", r"\textgreater": ">", r"\textbar": "|", r"\dots": "…"}


def table(latex: str) -> list[list[str]]:
    """Read an array as LaTeX does: without comments, cells parted by &, rows by a double backslash."""
    body = "\n".join(re.sub(r"(?<!\\)%.*", "", line) for line in latex.split("\n"))
    (inner,) = re.findall(r"\\begin\{array\}\{r\|\*\{\d+\}\{r\}\}(.*?)\\end\{array\}", body, re.DOTALL)
    rows = inner.replace(r"\hline \rule{0pt}{2.8ex}", "").split(r"\\")
    assert rows.pop().strip() == "", "what follows the last row would be an empty one"
    return [[cell.strip() for cell in re.split(r"(?<!\\)&", row)] for row in rows]


def entries(latex: str) -> list[list[str]]:
    return [row[1:] for row in table(latex)[1:]]


def printed(cell: str) -> str:
    r"""Return what LaTeX prints of a name; fails where anything but a character is left in it."""
    if cell.isdigit():
        return cell
    (inner,) = re.fullmatch(r"\\text\{(.*)\}", cell).groups()
    found = ""
    while inner:
        command = re.match(r"(\\[a-z]+)(?:\{\}|$)|\\([{}$&#%_])|([^\\{}$&#%_^~])", inner)
        assert command, f"LaTeX would run {inner!r}"
        found += COMMANDS[command[1]] if command[1] else command[2] or command[3]
        inner = inner[command.end() :]
    return found


@given(arrays(np.float64, (3, 2), elements=st.floats(-1e6, 1e6)))
def test_it_is_rounded_to_the_decimals_that_it_says(values: np.ndarray) -> None:
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


def test_what_is_masked_and_what_is_empty() -> None:
    values = np.array([[-np.inf, np.nan], [0.0, 2.0]])
    assert entries(as_latex(sheet(values))) == [[r"-\infty", ""], ["0", "2.000"]]


def test_names_are_printed_in_the_first_row_and_in_the_first_column() -> None:
    shown = table(as_latex(sheet(np.eye(2), ["牡丹", "a_b & c"])))
    assert shown[0] == [r"\text{A}", r"\text{牡丹}", r"\text{a\_b \& c}"]
    assert [row[0] for row in shown[1:]] == shown[0][1:]


def test_dimensions_are_numbers() -> None:
    assert table(as_latex(sheet(np.eye(2), ["1", "2"])))[0][1:] == ["1", "2"]


def test_of_names_nothing_is_run_and_every_character_is_printed() -> None:
    latex = as_latex(sheet(np.ones((len(HOSTILE), len(HOSTILE))), HOSTILE))
    shown = table(latex)
    assert entries(latex) == [["1.000"] * len(HOSTILE)] * len(HOSTILE)
    assert all(char.isprintable() for char in latex.replace("\n", ""))
    for name, cell in zip(HOSTILE, shown[0][1:], strict=True):
        wanted = "".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in " ".join(name.split()))
        assert printed(cell) == (wanted if len(wanted) <= LONG else wanted[: LONG - 1] + "…")


@given(st.text(max_size=40))
def test_no_name_breaks_it(name: str) -> None:
    latex = as_tex([sheet(np.eye(2), [name, "b"])]).decode()
    assert entries(latex) == [["1.000", "0"], ["0", "1.000"]]
    printed(table(latex)[0][1])
    assert "\n\n" not in latex, "an empty line ends a formula"


def test_an_empty_a_long_and_an_unpaired_name() -> None:
    shown = table(as_latex(sheet(np.eye(3), ["", "x" * 400, "\ud800"])))[0]
    assert shown[1] == r"\text{}"
    assert printed(shown[2]) == "x" * (LONG - 1) + "…"
    assert printed(shown[3]) == "U+D800"


def test_what_chinese_needs_is_said_where_there_is_any() -> None:
    assert "XeLaTeX or LuaLaTeX" in as_latex(sheet(np.eye(1), ["牡丹"])).split("\n")[1]
    assert "XeLaTeX" not in as_latex(sheet(np.eye(1), ["peony"]))


def test_a_file_has_a_formula_a_head(analyse) -> None:
    trace = analyse(heads=2, weights="random")
    text = to_tex(trace).decode()
    first, second = text.split("\\]\n\n\\[")
    for head, part in enumerate((first, second)):
        shown = [[float(cell) for cell in row] for row in entries(part)]
        np.testing.assert_allclose(shown, trace.A[head], atol=1e-4)
        assert [printed(cell) for cell in table(part)[0]] == [f"A {head + 1}/2", *trace.tokens]
    assert text.startswith("\\[\n")
    assert text.endswith("\\]\n")
