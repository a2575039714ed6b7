"""What each move in a course changes in the state. Pure: the store does the rest."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from engine.course.page import Page
from engine.course.progress import Own, Progress, Record
from engine.tokens import Edits
from gui.state import State

Changes = dict[str, Any]


def is_on_path(state: State, page: Page) -> bool:
    """Whether the page has taken over, and its settings are still those in force."""
    return state.course.own is not None and state.settings == shown_side(state.course, page).settings


def shown_side(progress: Progress, page: Page):
    """Return the side of the page's switch that is to be shown."""
    return page.side(progress.record(page.name).after)


def own_of(state: State, page: Page | None) -> Own:
    """Return the person's own work, as it is now.

    Their sentence is what they typed last, and not what a page put in its place; their settings are
    those of before the course took over.
    """
    own = state.course.own
    if own is None:
        return Own(state.text, state.edits, state.settings)
    imposed = imposed_text(state.course.record(), page)
    if imposed and state.text == imposed:
        return own
    return replace(own, text=state.text, edits=state.edits)


def imposed_text(record: Record, page: Page | None) -> str:
    """Return the sentence that stands in place of the person's own; empty where none does."""
    return record.sample or (page.sentence if page else "")


def enter(state: State, page: Page, left: Page | None = None) -> Changes:
    """Show a page as it was left; `left` is the page shown until now."""
    progress = replace(state.course, page=page.name, own=own_of(state, left))
    return _shown(state, progress, page)


def answer(state: State, given: str) -> Changes:
    """Take an answer, about the present sentence."""
    record = replace(state.course.record(), given=given, text=state.text)
    return {"course": state.course.with_record(record)}


def is_answered(record: Record, text: str, page: Page) -> bool:
    """Whether there is an answer that is about the sentence `text`; a choice is about any."""
    return bool(record.given) and (page.question.kind == "choice" or record.text == text)


def may_throw(state: State, page: Page) -> bool:
    """Whether the page's switch can be thrown, or flipped again."""
    record = state.course.record()
    return record.thrown or is_answered(record, state.text, page)


def throw(state: State, page: Page) -> Changes:
    """Throw the page's switch; once that was done, flip it."""
    record = state.course.record()
    after = not record.after if record.thrown else True
    shown = _recorded(state, page, replace(record, thrown=True, after=after))
    return shown | {"anchor": state.anchor, "col": state.col}  # the answer stays in sight


def ask_again(state: State, page: Page) -> Changes:
    """Forget the answer, and show the page as it was before."""
    record = state.course.record()
    return _recorded(state, page, Record(record.folder, record.page, sample=record.sample))


def take_sample(state: State, page: Page, sample: str) -> Changes:
    """Ask the page's question about a sample; the person's own sentence is kept."""
    record = state.course.record()
    return _recorded(state, page, Record(record.folder, record.page, sample=sample))


def leave(state: State, page: Page | None, keep: bool) -> Changes:
    """Give the person's own work back; `keep` leaves settings that they changed on the page."""
    own = own_of(state, page)
    changed = page is not None and not is_on_path(state, page)
    return {
        "text": own.text,
        "edits": own.edits,
        "settings": state.settings if keep and changed else own.settings,
        "marked": (),
        "judged": None,
        "anchor": None,
        "course": replace(state.course, own=None),
    }


def _recorded(state: State, page: Page, record: Record) -> Changes:
    progress = replace(state.course.with_record(record), own=own_of(state, page))
    return _shown(state, progress, page)


def _shown(state: State, progress: Progress, page: Page) -> Changes:
    assert progress.own is not None
    side, imposed = shown_side(progress, page), imposed_text(progress.record(), page)
    return {
        "course": progress,
        "text": imposed or progress.own.text,
        "edits": Edits() if imposed else progress.own.edits,
        "settings": side.settings,
        "focus": side.view.focus,
        "head": side.view.head,
        "ranking": side.view.ranking,
        "anchor": None,
        "col": None,
        "hover": None,
        "marked": page.look,
        "experiment": page.experiment or state.experiment,
    }
