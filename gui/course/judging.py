"""Which cells of the matrix are shown as answers, once a page's switch has been thrown."""

from __future__ import annotations

from engine.course.page import Page
from engine.course.progress import Record
from engine.course.study import Findings
from gui.state import Judged

MOST = 1_000  # right cells that are marked; more would hide the matrix and take long to draw


def judged(page: Page, findings: Findings | None, record: Record, valid: bool) -> Judged | None:
    """Return the right cells, and the person's own where it is wrong; `valid`: it is about this sentence."""
    if page.question.kind != "cell" or findings is None or not record.thrown or not findings.right:
        return None
    given = {record.given} if valid and record.given else set()
    right = findings.right if len(findings.right) <= MOST else findings.right & given
    return Judged(findings.after.text, _cells(right), _cells(given - findings.right))


def _cells(answers: set[str] | frozenset[str]) -> frozenset[tuple[int, int]]:
    parts = (answer.split(",") for answer in answers)
    # What was kept between two starts may be damaged.
    pairs = (pair for pair in parts if len(pair) == 2 and all(part.isdecimal() for part in pair))
    return frozenset((int(query), int(key)) for query, key in pairs)
