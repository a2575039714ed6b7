"""Measures what a page asks for on a person's sentence: its figures, its answer, whether it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from engine.course.answers import ANSWERS, NONE, Right
from engine.course.checks import CHECKS
from engine.course.evidence import Evidence
from engine.course.figures import TOKENS, measure
from engine.course.page import Page
from engine.course.prose import Prose, fill, plain, spans_of
from engine.course.values import Value
from engine.pipeline import Analyser, Request
from engine.tokens import Edits
from engine.trace import Trace
from engine.words import Words


@dataclass(frozen=True, eq=False)
class Findings:
    """What a page's sentence gives.

    Attributes
    ----------
    before, after
        The traces of the two sides of the page's switch.
    figures
        Every figure that the page quotes, by name.
    enough
        Whether the sentence has as many tokens as the page needs.
    right
        The right answers; empty where there are not enough tokens.
    barred
        What is no answer, though it is of the question's kind.
    holds
        Whether the sentence bears the claim out.
    sample
        The first of the page's samples that does, where this sentence does not.
    token
        The token to select, as its number among all tokens; None: none.
    """

    before: Trace
    after: Trace
    figures: Mapping[str, Value]
    enough: bool
    right: Right = frozenset()
    barred: Right = frozenset()
    holds: bool = False
    sample: str | None = None
    token: int | None = None


def study(
    page: Page, request: Request, analyser: Analyser, check: Callable[[], None] = lambda: None
) -> Findings:
    """Analyse a sentence on both sides of the page's switch, and measure what the page asks for.

    Parameters
    ----------
    request
        The sentence with its edits, word lists and table; its settings are not used.
    check
        Called between parts of the work; may raise `Cancelled`.
    """
    evidence = both_sides(page, request, analyser, check)
    figures = {}
    for name in quoted(page):
        check()
        figures[name] = measure(evidence, name)
    check()
    enough = is_enough(page, evidence)
    rule = ANSWERS[page.question.answer]
    holds = enough and bool(CHECKS[page.check](evidence))
    row = TOKENS[page.token](evidence) if enough and page.token else None
    return Findings(
        evidence.before,
        evidence.after,
        figures,
        enough,
        rule.find(evidence) if enough else frozenset(),
        rule.barred(evidence) if enough else frozenset(),
        holds,
        None if holds else fitting_sample(page, request, analyser, check),
        None if row is None else evidence.after.places[row],
    )


def both_sides(page: Page, request: Request, analyser: Analyser, check: Callable[[], None]) -> Evidence:
    """Analyse a sentence before and after the page's switch."""
    before = analyser.analyse(replace(request, settings=page.before.settings), check)
    if page.after.settings == page.before.settings:
        return Evidence(before, before)
    return Evidence(before, analyser.analyse(replace(request, settings=page.after.settings), check))


def is_enough(page: Page, evidence: Evidence) -> bool:
    """Whether both sides keep as many tokens as the page needs."""
    return min(len(evidence.before.tokens), len(evidence.after.tokens)) >= page.least


def fitting_sample(page: Page, request: Request, analyser: Analyser, check: Callable[[], None]) -> str | None:
    """Return the first of the page's samples that bears its claim out; None where none does."""
    for sample in page.samples:
        check()
        evidence = both_sides(page, replace(request, text=sample, edits=Edits()), analyser, check)
        if is_enough(page, evidence) and CHECKS[page.check](evidence):
            return sample
    return None


def quoted(page: Page) -> list[str]:
    """Return the names of all figures that a page quotes, each once."""
    return list(dict.fromkeys(span.text for prose in _proses(page) for span in spans_of(prose, "figure")))


def _proses(page: Page) -> Iterator[Prose]:
    question = page.question
    labels = (label for _, label in question.choices)
    return chain((page.text, page.found, page.otherwise, question.text, question.none), labels)


def named(page: Page, answer: str, findings: Findings, words: Words) -> str:
    """Write an answer as a person would: the token, ``query → key``, or the label of the choice."""
    question, pieces = page.question, findings.before.pieces
    if answer == NONE and question.kind == "token":
        return plain(question.none) or "—"
    if question.kind == "choice":
        return plain(fill(dict(question.choices).get(answer, ()), findings.figures, words))
    places = [int(place) for place in answer.split(",") if place.isdecimal()]
    return " → ".join(pieces[place].text for place in places if place < len(pieces))
