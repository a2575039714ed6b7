"""What the course's panel says about a page, its switch and an answer."""

from __future__ import annotations

from engine.course.answers import ANSWERS
from engine.course.page import Page, Side
from engine.course.progress import Record
from engine.course.study import Findings, named
from engine.course.values import listed
from engine.options import Value
from engine.settings import BUILT_IN, OPTIONS
from engine.words import Words
from gui.items.names import short, visible


def switch(page: Page, words: Words) -> str:
    """Say what the page's switch changes."""
    before, after = page.before.settings.to_dict(), page.after.settings.to_dict()
    options = [
        words(
            "course.change",
            name=words(f"option.{option.name}.label"),
            before=_value(option.name, before[option.name], words),
            after=_value(option.name, after[option.name], words),
        )
        for option in OPTIONS
        if before[option.name] != after[option.name]
    ]
    return words("course.switch", changes="; ".join([*options, *_views(page, words)]))


def _views(page: Page, words: Words) -> list[str]:
    pairs = zip(_view(page.before, words), _view(page.after, words), strict=True)
    return [
        words("course.change", name=name, before=before, after=after)
        for (name, before), (_, after) in pairs
        if before != after
    ]


def _view(side: Side, words: Words) -> list[tuple[str, str]]:
    view = side.view
    head = words("heads.mean") if view.head is None else str(view.head + 1)
    return [
        (words("course.focus"), view.focus),
        (words("course.head"), head),
        (words("course.ranking"), words(f"ranking.{view.ranking}")),
    ]


def _value(option: str, value: Value, words: Words) -> str:
    if isinstance(value, bool):
        return words("course.on" if value else "course.off")
    if isinstance(value, str) and (option != "weights" or value in BUILT_IN):
        return words(f"option.{option}.{value}")
    return str(value)


def verdict(page: Page, findings: Findings, record: Record, valid: bool, words: Words) -> str:
    """Say whether the answer is right, and which one is."""
    if not valid:
        return words("course.other_sentence")
    if not findings.right:
        return words("course.none_right")
    if record.given in findings.right:
        return words("course.right", answer=answer_text(page, record.given, findings, words))
    right = [answer_text(page, each, findings, words) for each in _named(page, findings)]
    return words(
        "course.wrong",
        given=answer_text(page, record.given, findings, words),
        answer=listed(right, words, "list.more_cells" if page.question.kind == "cell" else "list.more"),
    )


def _named(page: Page, findings: Findings) -> list[str]:
    """Return the right answers in the order of the sentence, a pair of words only once."""

    def place(answer: str) -> list[int]:
        return [int(part) for part in answer.split(",") if part.isdecimal()]

    pairs = dict[object, str]()
    for answer in sorted(findings.right, key=place):
        same = frozenset(answer.split(",")) if ANSWERS[page.question.answer].pairs else answer
        pairs.setdefault(same, answer)
    return list(pairs.values())


def answer_text(page: Page, answer: str, findings: Findings, words: Words) -> str:
    """Write an answer, short enough for a line."""
    return visible(short(named(page, answer, findings, words), 60))
