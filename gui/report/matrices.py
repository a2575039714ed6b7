"""The matrices as tables, as far as paper goes; the rest is in the files for programs."""

from __future__ import annotations

import numpy as np

from engine.trace import MATRICES
from gui.items.names import short
from gui.items.numbers import fixed
from gui.report.html import name, note, table
from gui.report.html import section as titled
from gui.scene import Scene

MOST = 30  # tokens up to which all their pairs are shown
FEW = 12  # of more tokens, those that are shown
LARGEST = 10  # dimensions that are shown: a column is wider where numbers have a sign
WIDE = 12  # columns of a table, as many as fit a page and an ordinary window
DIGITS = 4
LENGTH = 24  # characters of a name above a column: three lines


def section(scene: Scene) -> str:
    """Return every matrix; of a large one the part that says most."""
    tables = [part for matrix in ("A", "S", *MATRICES[:4], "Z") for part in _tables(scene, matrix)]
    rounded = note(scene.words("report.rounded", digits=DIGITS))
    return titled(scene.words("report.matrices"), rounded, *tables, kind="matrices")


def _tables(scene: Scene, matrix: str) -> list[str]:
    """Return a matrix in tables of so many columns as fit a page."""
    values, by_token = scene.trace.matrix(matrix, scene.head), matrix in ("S", "A")
    rows = shown_tokens(scene, MOST if by_token else FEW)
    columns = rows if by_token else shown_dimensions(values[rows])
    caption = _caption(scene, matrix, values, rows, columns)
    blocks = np.array_split(columns, -(-len(columns) // WIDE))
    return [_table(scene, caption, values, rows, block.tolist(), by_token) for block in blocks]


def shown_tokens(scene: Scene, most: int) -> list[int]:
    """Return the tokens that are shown, in order of the sentence: all, or those attended to most."""
    return sorted(scene.order if len(scene.order) <= most else scene.order[:FEW])


def shown_dimensions(values: np.ndarray) -> list[int]:
    """Return the dimensions with the largest entries, in order."""
    largest = np.argsort(-np.abs(values).max(axis=0, initial=0), kind="stable")
    return sorted(largest[:LARGEST].tolist())


def _caption(scene: Scene, matrix: str, values: np.ndarray, rows: list[int], columns: list[int]) -> str:
    words, by_token = scene.words, matrix in ("S", "A")
    said = [f"{matrix} · {words(f'matrix.{matrix}')}", f"{values.shape[0]} × {values.shape[1]}"]
    if scene.trace.heads > 1 and matrix not in ("X", "Z"):
        said.append(_head(scene, by_token))
    if len(rows) < len(values):
        said.append(words("report.some_tokens", shown=len(rows)))
    if not by_token and len(columns) < values.shape[1]:
        said.append(words("report.some_dimensions", shown=len(columns)))
    return " · ".join(said)


def _table(
    scene: Scene, caption: str, values: np.ndarray, rows: list[int], columns: list[int], by_token: bool
) -> str:
    tokens = scene.trace.tokens
    heads = [name(short(tokens[col], LENGTH)) if by_token else str(col + 1) for col in columns]
    lines = ([name(tokens[row]), *(fixed(values[row, col], DIGITS) for col in columns)] for row in rows)
    if by_token and len(columns) < len(rows):
        caption += " · " + scene.words("report.some_columns", first=columns[0] + 1, last=columns[-1] + 1)
    corner = scene.words("axis.query" if by_token else "axis.token")
    return table(caption, [corner, *heads], lines)


def _head(scene: Scene, by_token: bool) -> str:
    if scene.head is not None:
        return scene.words("heads.one", number=scene.head + 1)
    return scene.words("heads.mean" if by_token else "heads.all")
