"""Reads one page: settings in TOML between lines of ``+++``, then the text.

The text has three parts: what is read before the question comes first, what was found follows
``# found``, and what is said where the claim fails follows ``# otherwise``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.course.answers import ANSWERS
from engine.course.checks import CHECKS
from engine.course.figures import TOKENS, is_figure
from engine.course.front import PageFile, Table, short
from engine.course.page import EXPERIMENTS, KINDS, PARTS, RANKINGS, Page, Question, Side, View
from engine.course.prose import LONGEST_FORMULA, Prose, Unclosed, parse, spans_of
from engine.course.values import FORMAT
from engine.errors import PeonyError
from engine.settings import BUILT_IN, OPTIONS, Settings
from engine.trace import MATRICES

SECTIONS = ("found", "otherwise")
MOST_HEADS, MOST_TOKENS = 16, 64
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
    return _Reader(PageFile(file, text.replace("\r\n", "\n").split("\n"))).page(name)


@dataclass(frozen=True)
class _Reader:
    """Makes a page of a file."""

    file: PageFile

    def page(self, name: str) -> Page:
        file = self.file
        front, end = file.front()
        file.only(front, _TOP)
        sections = self.sections(end)
        before = Side(self.settings(front, "settings", _OPTIONS, Settings()), self.view(front, View()))
        return Page(
            name=name,
            claim=file.number(front, "claim", 1, 999),
            title=file.string(front, "title"),
            before=before,
            after=self.switched(front, before),
            question=self.question(front),
            check=file.one_of(front, "check", tuple(CHECKS)),
            samples=file.strings(front, "samples"),
            text=sections[""],
            found=sections["found"],
            otherwise=sections["otherwise"],
            sentence=file.string(front, "sentence", ""),
            token=file.one_of(front, "token", tuple(TOKENS), ""),
            look=tuple(file.checked(front, "look", each, PARTS) for each in file.strings(front, "look", ())),
            experiment=file.one_of(front, "experiment", EXPERIMENTS, ""),
            least=file.number(front, "least", 1, MOST_TOKENS, 2),
        )

    def settings(self, front: Table, name: str, known: tuple[str, ...], base: Settings) -> Settings:
        """Return settings with the options of a table changed."""
        file, table = self.file, self.file.table(front, name)
        file.only(table, known)
        changes = {option: value for option, value in table.values.items() if option in _OPTIONS}
        if "weights" in changes:  # a page opens no file
            file.checked(table, "weights", changes["weights"], BUILT_IN)
        for option, value in changes.items():
            try:
                base = base.with_(**{option: value})
            except PeonyError as error:
                file.refuse("course_option", file.line_of(table, option), reason=_refused(error))
        return base

    def view(self, table: Table, base: View) -> View:
        """Return a view with what a table names changed."""
        return View(
            self.file.one_of(table, "focus", MATRICES, base.focus),
            self.file.number(table, "head", 1, MOST_HEADS) - 1 if "head" in table else base.head,
            self.file.one_of(table, "ranking", RANKINGS, base.ranking),
        )

    def switched(self, front: Table, before: Side) -> Side:
        """Return the side after the switch, which is another."""
        settings = self.settings(front, "switch", (*_OPTIONS, *_VIEW), before.settings)
        switch = self.file.table(front, "switch")
        after = Side(settings, self.view(switch, before.view))
        if after == before:
            self.file.refuse("course_switch", self.file.line_of(switch))
        return after

    def question(self, front: Table) -> Question:
        """Return the question, with exactly the choices that its rule can come out at."""
        file, asked = self.file, self.file.table(front, "question")
        file.only(asked, _QUESTION)
        named = file.one_of(asked, "kind", KINDS)
        kind = next(each for each in KINDS if each == named)
        answer = file.one_of(
            asked, "answer", tuple(name for name, rule in ANSWERS.items() if rule.kind == kind)
        )
        choices, outcomes = file.table(asked, "choices"), ANSWERS[answer].outcomes
        if set(choices.values) != set(outcomes):
            line = max(file.line_of(choices), file.line_of(asked, "choices"))
            file.refuse("course_choices", line, choices=", ".join(outcomes) or "—")
        return Question(
            kind,
            self.label(asked, "text"),
            answer,
            tuple((name, self.label(choices, name)) for name in choices.values),
            self.label(asked, "none") if kind == "token" and "none" in asked else (),
        )

    def label(self, table: Table, key: str) -> Prose:
        """Return a text of the settings that may have figures in it."""
        return self.parsed(self.file.string(table, key), self.file.line_of(table, key))

    def sections(self, end: int) -> dict[str, Prose]:
        """Return the parts of the text; all of them must be there."""
        lines, starts = self.file.lines, {"": end}
        for number in range(end + 1, len(lines) + 1):
            if lines[number - 1].startswith("#"):
                name = lines[number - 1].lstrip("#").strip()
                if name not in SECTIONS or name in starts:
                    known = ", ".join(f"# {each}" for each in SECTIONS)
                    self.file.refuse("course_section", number, known=known)
                starts[name] = number
        found = {name: self.section(start, starts.values()) for name, start in starts.items()}
        for name in ("", *SECTIONS):
            if not found.get(name):
                part = f"# {name}" if name else "…"
                self.file.refuse("course_missing", starts.get(name, end), part=part)
        return found

    def section(self, start: int, starts: Iterable[int]) -> Prose:
        """Return the text from the line after `start` to where the next part starts."""
        end = min((other for other in starts if other > start), default=len(self.file.lines) + 1)
        return self.parsed("\n".join(self.file.lines[start : end - 1]), start + 1)

    def parsed(self, text: str, first_line: int) -> Prose:
        """Return a text, all of whose figures are known."""
        blocks, last = [], len(self.file.lines)
        try:
            for line, block in parse(text, first_line):
                self.check((block,), min(line, last))
                blocks.append(block)
        except Unclosed as error:
            self.file.refuse("course_mark", min(error.line, last), mark=error.mark)
        return tuple(blocks)

    def check(self, prose: Prose, line: int) -> None:
        """Refuse a figure that is none, a format that is none, and a formula without end."""
        for span in spans_of(prose, "figure"):
            if not is_figure(span.text):
                self.file.refuse("course_figure", line, name=short(span.text))
            if span.format and not FORMAT.fullmatch(span.format):
                self.file.refuse("course_format", line, name=span.text, format=short(span.format))
        for span in spans_of(prose, "formula"):
            if len(span.text) > LONGEST_FORMULA:
                self.file.refuse("course_formula", line, most=LONGEST_FORMULA)


def _refused(error: PeonyError) -> str:
    """Say in symbols which option has a value that it does not take."""
    return f"{error.fields['flag']} {error.fields['value']}: {error.fields['expects']}"
