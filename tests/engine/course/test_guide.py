"""The guide for those who write pages names everything that there is, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from engine.course.answers import ANSWERS
from engine.course.checks import CHECKS
from engine.course.figures import OF_A_SIDE, OF_BOTH, TOKENS
from engine.course.page import EXPERIMENTS, PARTS
from engine.course.reading import _QUESTION, _TOP, read_page

GUIDE = (Path(__file__).parents[3] / "docs" / "course.md").read_text(encoding="utf-8")


def named(part: str) -> set[str]:
    return set(re.findall(r"`(\w+)`", part))


def between(start: str, end: str) -> str:
    return GUIDE.split(start, 1)[1].split(end, 1)[0]


def test_every_name_is_in_the_guide() -> None:
    assert named(between("### Figures of one side", "### Figures of both")) == set(OF_A_SIDE)
    assert named(between("### Figures of both", "### Answers")) == set(OF_BOTH)
    assert named(between("### Checks", "What each means")) == set(CHECKS)
    answers = between("### Answers", "### Checks")
    assert named(answers) == set(ANSWERS)
    for name, rule in ANSWERS.items():
        if rule.outcomes:
            assert f"`{name}`: {', '.join(rule.outcomes)}" in answers
    assert set(PARTS) <= named(GUIDE)
    assert set(EXPERIMENTS) | set(TOKENS) <= named(GUIDE)


def test_every_key_is_in_the_guide() -> None:
    keys = between("## Settings", "## Text")
    assert all(re.search(rf"\b{key}\b", keys) for key in (*_TOP, *_QUESTION))


def test_the_example_is_a_page() -> None:
    example = re.search(r"```\n(\+\+\+.*?)```", GUIDE, flags=re.DOTALL)[1]
    page = read_page("example", example, "docs/course.md")
    assert page.claim == 11
