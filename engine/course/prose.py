r"""A page's text: a small part of Markdown, read into plain values. Nothing in it is ever run.

Paragraphs, lists (``- ``), ``**strong**``, ``*stressed*``, formulas (``$…$``) and live figures
(``{name}`` or ``{name:format}``). A backslash before one of ``* $ { } \`` takes its meaning away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, TypeAlias

from engine.course.values import Value, write
from engine.words import Words

LONGEST_FORMULA = 200  # characters
_PIECE = re.compile(
    r"\\(?P<plain>[*${}\\])|\$(?P<formula>[^$]+)\$|\{(?P<figure>[^{}]+)\}|(?P<mark>\*\*|[*${}])"
)
_SYMBOLS = {
    "top": "ᵀ", "cdot": "·", "times": "×", "sqrt": "√", "delta": "δ", "Sigma": "Σ", "sum": "Σ", "tau": "τ",
    "infty": "∞", "le": "≤", "ge": "≥", "mathrm": "", "mathbf": "", "text": "",
}  # fmt: skip
_WIDE = "\u2e80"  # from here on characters are Chinese: their lines are joined without a space


@dataclass(frozen=True)
class Span:
    """A run of text; for a formula its LaTeX, for a figure its name until it is filled in."""

    kind: Literal["text", "formula", "figure"]
    text: str
    strong: bool = False
    stressed: bool = False
    format: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph, or an item of a list."""

    spans: tuple[Span, ...]
    item: bool = False


Prose: TypeAlias = tuple[Block, ...]


class Unclosed(ValueError):
    """A mark that is opened in a paragraph and not closed there: which, and in which line."""

    def __init__(self, mark: str, line: int) -> None:
        super().__init__(mark)
        self.mark, self.line = mark, line


def parse(text: str, first_line: int = 1) -> Iterator[tuple[int, Block]]:
    """Read blocks, each with the number of the line that it begins in.

    Raises
    ------
    Unclosed
        A mark has no partner.
    """
    for line, written in _paragraphs(text, first_line):
        item = written.startswith("- ")
        yield line, Block(tuple(_merged(_spans(written[2:] if item else written, line))), item)


def _paragraphs(text: str, line: int) -> Iterator[tuple[int, str]]:
    """Yield (number of its first line, the text) of every paragraph and item."""
    start, lines = line, list[str]()
    for number, written in enumerate([*text.split("\n"), ""], start=line):
        written = written.strip()
        if lines and (not written or written.startswith("- ")):
            yield start, _joined(lines)
            lines = []
        if written:
            start = number if not lines else start
            lines.append(written)


def _joined(lines: list[str]) -> str:
    gaps = ["" if one[-1] >= _WIDE or other[0] >= _WIDE else " " for one, other in pairwise(lines)]
    return lines[0] + "".join(gap + line for gap, line in zip(gaps, lines[1:], strict=True))


def _spans(written: str, line: int) -> Iterator[Span]:
    opened: list[str] = []
    end = 0
    for piece in _PIECE.finditer(written):
        look = Span("text", written[end : piece.start()], "**" in opened, "*" in opened)
        yield look
        end = piece.end()
        if piece["formula"]:
            yield replace(look, kind="formula", text=piece["formula"].strip())
        elif piece["figure"]:
            name, _, form = piece["figure"].partition(":")
            yield replace(look, kind="figure", text=name.strip(), format=form.strip())
        elif piece["plain"]:
            yield replace(look, text=piece["plain"])
        elif piece["mark"] in opened:
            opened.remove(piece["mark"])
        elif piece["mark"].startswith("*"):
            opened.append(piece["mark"])
        else:
            raise Unclosed(piece["mark"], line)
    if opened:
        raise Unclosed(opened[0], line)
    yield Span("text", written[end:])


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Join neighbours that look the same, and leave out what is empty."""
    last: Span | None = None
    for span in spans:
        if last and last.kind == span.kind == "text" and replace(last, text="") == replace(span, text=""):
            last = replace(last, text=last.text + span.text)
        elif span.text:
            if last:
                yield last
            last = span
    if last:
        yield last


def spans_of(prose: Prose, kind: str) -> Iterator[Span]:
    """Return the spans of a kind."""
    return (span for block in prose for span in block.spans if span.kind == kind)


def fill(prose: Prose, figures: Mapping[str, Value], words: Words) -> Prose:
    """Return the prose with every figure written out; one that has no value is a dash."""

    def filled(span: Span) -> Span:
        if span.kind != "figure":
            return span
        return replace(span, text=write(figures.get(span.text), words, span.format))

    blocks = (replace(block, spans=tuple(map(filled, block.spans))) for block in prose)
    return tuple(replace(block, spans=tuple(span for span in block.spans if span.text)) for block in blocks)


def plain(prose: Prose) -> str:
    """Return the text alone, formulas as they can be read out."""
    return "\n".join("".join(map(_plain, block.spans)) for block in prose)


def _plain(span: Span) -> str:
    return readable(span.text) if span.kind == "formula" else span.text


def readable(latex: str) -> str:
    """Return LaTeX in plain characters, as well as they can say it."""
    text = re.sub(r"\\frac\{([^{}]*)\}\{([^{}]*)\}", r"(\1) / (\2)", latex)
    text = re.sub(r"\\([A-Za-z]+)", lambda name: _SYMBOLS.get(name[1], name[1]), text)
    return " ".join(re.sub(r"\\.|[{}^]", "", text).split())
