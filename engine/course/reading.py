"""Reads one page: a front matter in TOML between lines of ``+++``, then the text.

The text has up to three parts, each begun by a line: the text before the question comes first, what
was found follows ``# found``, and what is said where the claim fails follows ``# otherwise``. A page
is foreign data: it is checked to the last key, and whatever is wrong is said with file and line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from engine.course.answers import ANSWERS
from engine.course.checks import CHECKS
from engine.course.figures import TOKENS, is_figure
from engine.course.page import EXPERIMENTS, KINDS, PARTS, RANKINGS, Page, Question, Side, View
from engine.course.prose import FORMAT, LONGEST_FORMULA, Prose, Unclosed, parse, spans_of
from engine.errors import PeonyError
from engine.options import Value
from engine.settings import BUILT_IN, OPTIONS, Settings
from engine.trace import MATRICES

FENCE = "+++"
SECTIONS = ("found", "otherwise")
MOST_HEADS, MOST_TOKENS = 16, 64
LONGEST_TEXT = 2_000  # characters of a sentence, a title or a label
_TOP = (
    "claim", "title", "focus", "head", "ranking", "token", "sentence", "samples", "look", "experiment",
    "least", "check", "settings", "switch", "question",
)  # fmt: skip
_QUESTION = ("kind", "text", "answer", "choices", "none")
_VIEW = ("focus", "head", "ranking")
_OPTIONS = tuple(option.name for option in OPTIONS)


def read_page(name: str, text: str, file: str) -> Page:
    """Return the page that `text` says; `name` is how it is called in every language.

    Raises
    ------
    PeonyError
        It is no page. The error has ``file`` and ``line``.
    """
    return _Reader(file, text.replace("\r\n", "\n").split("\n")).page(name)


@dataclass
class _Reader:
    """The lines of one file."""

    file: str
    lines: list[str]

    def page(self, name: str) -> Page:
        front, end = self.front_matter()
        self.only(front, _TOP)
        self.only(self.table(front, "settings"), _OPTIONS)
        self.only(self.table(front, "switch"), (*_OPTIONS, *_VIEW))
        sections = self.sections(end)
        before = Side(self.settings(front, "settings", Settings()), self.view(front, View()))
        after = self.switched(front, before)
        return Page(
            name=name,
            claim=self.number(front, "claim", 1, 999),
            title=self.string(front, "title"),
            before=before,
            after=after,
            question=self.question(front),
            check=self.one_of(front, "check", tuple(CHECKS)),
            samples=self.strings(front, "samples"),
            text=sections[""],
            found=sections["found"],
            otherwise=sections["otherwise"],
            sentence=self.string(front, "sentence", ""),
            token=self.one_of(front, "token", tuple(TOKENS), ""),
            look=tuple(self.checked("look", each, PARTS) for each in self.strings(front, "look", ())),
            experiment=self.one_of(front, "experiment", EXPERIMENTS, ""),
            least=self.number(front, "least", 1, MOST_TOKENS, 2),
        )

    # the front matter

    def front_matter(self) -> tuple[dict[str, Any], int]:
        """Return the front matter, and the number of the line that ends it."""
        fences = [number for number, line in enumerate(self.lines, start=1) if line.strip() == FENCE]
        if len(fences) < 2 or fences[0] != 1:
            raise PeonyError("course_front", file=self.file, line=1)
        end = fences[1]
        try:
            return tomllib.loads("\n".join(["", *self.lines[1 : end - 1]])), end
        except RecursionError:
            self.refuse("course_toml", 1, reason="…")
        except ValueError as error:
            found = re.search(r"at line (\d+)", str(error))
            self.refuse("course_toml", min(int(found[1]), end) if found else 1, reason=str(error))

    def settings(self, front: Mapping[str, Any], table: str, base: Settings) -> Settings:
        """Return settings with the options of a table of the front matter changed."""
        changes = {name: value for name, value in self.table(front, table).items() if name in _OPTIONS}
        if "weights" in changes:  # a page opens no file
            self.checked("weights", changes["weights"], BUILT_IN)
        try:
            return base.with_(**changes)
        except PeonyError as error:
            self.refuse("course_option", self.line_of(table), reason=_option(error))

    def view(self, front: Mapping[str, Any], base: View) -> View:
        """Return a view with what a table names changed."""
        return View(
            self.one_of(front, "focus", MATRICES, base.focus),
            self.number(front, "head", 1, MOST_HEADS, 0) - 1 if "head" in front else base.head,
            self.one_of(front, "ranking", RANKINGS, base.ranking),
        )

    def switched(self, front: Mapping[str, Any], before: Side) -> Side:
        """Return the side after the switch."""
        switch = self.table(front, "switch")
        after = Side(self.settings(front, "switch", before.settings), self.view(switch, before.view))
        if after == before:
            self.refuse("course_switch", self.line_of("switch"))
        return after

    def question(self, front: Mapping[str, Any]) -> Question:
        """Return the question, with exactly the choices that its rule can come out at."""
        asked = self.table(front, "question")
        self.only(asked, _QUESTION)
        kind = next(each for each in KINDS if each == self.one_of(asked, "kind", KINDS))
        rules = tuple(name for name, rule in ANSWERS.items() if rule.kind == kind)
        answer = self.one_of(asked, "answer", rules)
        choices, outcomes = self.table(asked, "choices"), ANSWERS[answer].outcomes
        if set(choices) != set(outcomes):
            self.refuse(
                "course_choices", self.line_of("choices", "answer"), choices=", ".join(outcomes) or "—"
            )
        return Question(
            kind,
            self.label(asked, "text"),
            answer,
            tuple((name, self.label(choices, name)) for name in choices),
            self.label(asked, "none") if kind == "token" and "none" in asked else (),
        )

    # single values

    def only(self, table: Mapping[str, Any], known: tuple[str, ...]) -> None:
        """Refuse a key that nobody reads."""
        for key in table:
            if key not in known:
                self.refuse("course_key", self.line_of(key), key=_short(key), known=", ".join(known))

    def string(self, table: Mapping[str, Any], key: str, default: str | None = None) -> str:
        """Return a text that is there, unless there is a default for it."""
        value = table.get(key, default)
        if not isinstance(value, str) or len(value) > LONGEST_TEXT or not (value.strip() or value == default):
            self.refuse("course_value", self.line_of(key), key=key, expects=f'"…" (≤ {LONGEST_TEXT})')
        return value

    def strings(
        self, table: Mapping[str, Any], key: str, default: tuple[str, ...] | None = None
    ) -> tuple[str, ...]:
        """Return a list of texts that is there and not empty, unless there is a default for it."""
        value = table.get(key, default)
        if not isinstance(value, list | tuple) or (key in table and not value):
            self.refuse("course_value", self.line_of(key), key=key, expects='["…"]')
        return tuple(self.string({key: each}, key) for each in value)

    def number(
        self, table: Mapping[str, Any], key: str, low: int, high: int, default: int | None = None
    ) -> int:
        """Return a whole number within bounds."""
        value = table.get(key, default)
        if value == default and key not in table and default is not None:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            self.refuse("course_value", self.line_of(key), key=key, expects=f"{low}…{high}")
        return value

    def one_of(
        self, table: Mapping[str, Any], key: str, allowed: tuple[str, ...], default: str | None = None
    ) -> str:
        """Return a name that is one of those allowed."""
        value = table.get(key, default)
        return value if value == default and value is not None else self.checked(key, value, allowed)

    def checked(self, key: str, value: object, allowed: tuple[str, ...]) -> str:
        """Return `value` where it is one of those allowed."""
        if not isinstance(value, str) or value not in allowed:
            self.refuse("course_value", self.line_of(key), key=key, expects=" | ".join(allowed))
        return value

    def table(self, front: Mapping[str, Any], key: str) -> Mapping[str, Value]:
        """Return a table of the front matter; an empty one where there is none."""
        value = front.get(key, {})
        if not isinstance(value, dict):
            self.refuse("course_value", self.line_of(key), key=key, expects=f"[{key}]")
        return value

    # the text

    def sections(self, end: int) -> dict[str, Prose]:
        """Return the parts of the text; all of them must be there."""
        starts = {"": end}
        for number in range(end + 1, len(self.lines) + 1):
            line = self.lines[number - 1]
            if line.startswith("#"):
                name = line.lstrip("#").strip()
                if name not in SECTIONS or name in starts:
                    self.refuse("course_section", number, known=", ".join(f"# {each}" for each in SECTIONS))
                starts[name] = number
        found = {name: self.prose(start, starts) for name, start in starts.items()}
        for name in ("", *SECTIONS):
            if not found.get(name):
                self.refuse("course_missing", starts.get(name, end), part=f"# {name}" if name else "…")
        return found

    def prose(self, start: int, starts: Mapping[str, int]) -> Prose:
        """Return the text from the line after `start` to the next part."""
        end = min((other for other in starts.values() if other > start), default=len(self.lines) + 1)
        return self.parsed("\n".join(self.lines[start : end - 1]), start + 1)

    def label(self, table: Mapping[str, Any], key: str) -> Prose:
        """Return a text of the front matter that may have figures in it."""
        return self.parsed(self.string(table, key), self.line_of(key))

    def parsed(self, text: str, first_line: int) -> Prose:
        """Return the text, all of whose figures are known."""
        blocks = []
        try:
            for line, block in parse(text, first_line):
                self.known((block,), min(line, len(self.lines)))
                blocks.append(block)
        except Unclosed as error:
            self.refuse("course_mark", min(error.line, len(self.lines)), mark=error.mark)
        return tuple(blocks)

    def known(self, prose: Prose, line: int) -> None:
        """Refuse a figure that is none, a format that is none, and a formula without end."""
        for span in spans_of(prose, "figure"):
            if not is_figure(span.text):
                self.refuse("course_figure", line, name=_short(span.text))
            if span.format and not FORMAT.fullmatch(span.format):
                self.refuse("course_format", line, name=span.text, format=_short(span.format))
        for span in spans_of(prose, "formula"):
            if len(span.text) > LONGEST_FORMULA:
                self.refuse("course_formula", line, most=LONGEST_FORMULA)

    def line_of(self, *keys: str) -> int:
        """Return the number of the first line that sets one of the keys, or begins its table."""
        for key in keys:
            wanted = re.compile(rf"""\s*(\[.*\b{re.escape(key)}\s*\]|["']?{re.escape(key)}["']?\s*[.=])""")
            for number, line in enumerate(self.lines, start=1):
                if wanted.match(line):
                    return number
        return 1

    def refuse(self, key: str, line: int, /, **fields: object) -> NoReturn:
        """Say what is wrong, and where."""
        raise PeonyError(key, file=self.file, line=line, **fields) from None


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _option(error: PeonyError) -> str:
    """Say in symbols which option of a page has a value that it does not take."""
    return f"{error.fields['flag']} {error.fields['value']}: {error.fields['expects']}"
