"""The state of a window as a session and back: everything is kept but what is the person's own."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.course.folder import FOLDER as COURSE
from engine.course.folder import read_course
from engine.course.progress import Own, Progress
from engine.errors import PeonyError
from engine.pipeline import Request
from engine.session import FIELDS, LONGEST, decode
from engine.trace import MATRICES
from engine.vectors.choice import SHIPPED, TableChoice
from engine.words import LANGUAGES, load_words
from gui import session_view
from gui.experiments import EXPERIMENTS
from gui.items.colours import MAPS
from gui.session import KEPT, OWN, VIEW, blank, fresh, kept, onto, opened, read, to_bytes
from gui.state import State
from tests.engine.states import EDITS, REQUESTS, SETTINGS, TEXTS

FILE = Path("/lessons/lesson.peony")
NUMBERS = st.none() | st.integers(0, 500)
VIEWS = st.fixed_dictionaries({
    "pin": st.none() | REQUESTS,
    "focus": st.sampled_from([*MATRICES, "W_Q", "W_K", "W_V"]),
    "head": NUMBERS,
    "anchor": NUMBERS,
    "col": NUMBERS,
    "ranking": st.sampled_from(["norm", "received"]),
    "colours": st.sampled_from(MAPS),
    "more": st.booleans(),
    "entry": st.tuples(st.integers(0, 99), st.integers(0, 99)),
    "view": st.sampled_from(["heatmap", "lines"]),
    "share": st.integers(5, 100),
    "experiment": st.sampled_from(sorted(EXPERIMENTS)),
    "course": st.builds(
        Progress,
        folder=st.sampled_from(["", "/lessons/course"]),
        page=st.sampled_from(["", "11-fault-one"]),
        own=st.none() | st.builds(Own, TEXTS, EDITS, SETTINGS),
    ),
})  # fmt: skip
STATES = st.builds(
    lambda request, view: State(**{name: getattr(request, name) for name in FIELDS}, **view), REQUESTS, VIEWS
)


def read_back(data: bytes, present: State) -> State:
    return opened(decode(data, FILE), FILE, present)


@given(state=STATES, unsaved_of=st.none() | st.just(Path("/a/b.peony")))
def test_whatever_was_set_and_looked_at_comes_back(state: State, unsaved_of: Path | None):
    present = State(text="other", lang="zh_CN", tables=(TableChoice("/tables/own.vec"),))
    found = read_back(to_bytes(state, FILE, unsaved_of), present)
    assert kept(found) == kept(state)
    assert found.lang == "zh_CN"
    assert set(found.tables) >= {TableChoice("/tables/own.vec"), found.table} - {SHIPPED}


def test_every_field_is_decided_about():
    """A new field of the state goes into a session (`VIEW` or `FIELDS`) or is the person's own (`OWN`)."""
    assert set(KEPT) | OWN == {each.name for each in fields(State)}
    assert not set(KEPT) & OWN
    assert set(KEPT) == set(FIELDS) | set(VIEW)


def test_what_can_be_looked_at_is_what_there_is():
    """The table names them anew, for it needs no Qt."""
    assert set(session_view.MAPS) == set(MAPS)
    assert set(session_view.EXPERIMENTS) == set(EXPERIMENTS)


def test_what_the_file_lacks_has_its_default_not_what_is_there_now():
    present = State("other", focus="S", more=True, pin=Request("牡丹"), lang="zh_CN")
    plain = {"format": "peony-session", "version": 1, "text": "牡丹"}
    found = read_back(json.dumps(plain).encode(), present)
    assert found == State("牡丹", lang="zh_CN")
    assert blank(present) == State(lang="zh_CN")


def test_a_new_session_has_the_sentence_and_the_defaults_but_ones_own_lists():
    lexicon = State().lexicon.with_own_words({"牡丹花"})
    state = fresh(State("other", focus="S", lexicon=lexicon, lang="zh_CN", table=TableChoice("/a.vec")))
    assert state == State("原野中,牡丹是最美丽的花卉。", lexicon=lexicon, lang="zh_CN")


def test_what_is_the_moments_does_not_come_over():
    state = State("牡丹", table=TableChoice("/a.vec"), lang="en")
    found = onto(state, State("other", lang="zh_CN", tables=(TableChoice("/b.vec"),)))
    assert found.tables == (TableChoice("/b.vec"), TableChoice("/a.vec"))
    assert (found.text, found.lang, found.table) == ("牡丹", "zh_CN", TableChoice("/a.vec"))


WRONG = {
    "view": [],
    "view.focus": {"focus": "B"},
    "view.head": {"head": True},
    "view.head ": {"head": -1},
    "view.anchor": {"anchor": LONGEST + 1},
    "view.col": {"col": 0.5},
    "view.ranking": {"ranking": None},
    "view.colours": {"colours": "mud"},
    "view.more": {"more": "yes"},
    "view.entry": {"entry": [1]},
    "view.entry[1]": {"entry": [1, "a"]},
    "view.view": {"view": "film"},
    "view.share": {"share": 101},
    "view.share ": {"share": 4},
    "view.experiment": {"experiment": "explosion"},
    "view.pin": {"pin": "牡丹"},
    "view.pin.settings.heads": {"pin": {"text": "牡丹", "settings": {"heads": 0}}},
    "view.sky": {"sky": 1},
    "view.pin.text": {"pin": {}},
}


@pytest.mark.parametrize("place", WRONG)
def test_a_wrong_view_is_refused_with_its_place(place: str):
    plain = {"format": "peony-session", "version": 1, "text": "牡丹", "view": WRONG[place]}
    with pytest.raises(PeonyError) as caught:
        read_back(json.dumps(plain).encode(), State())
    assert caught.value.fields["place"] == place.strip()
    for lang in LANGUAGES:
        assert "lesson.peony" in load_words(lang).error(caught.value)


def test_what_could_not_be_opened_is_not_written():
    state = State("牡丹", pin=Request("a" * (LONGEST + 1)))
    with pytest.raises(PeonyError) as caught:
        to_bytes(state, FILE)
    assert caught.value.fields["place"] == "view.pin.text"


@pytest.mark.parametrize("name", ["a" * 252, "页" * 84])
def test_a_session_can_be_saved_whatever_the_file_of_a_page_is_called(tmp_path: Path, name: str):
    """As long a name as the system takes."""
    page = next((COURSE / "en").glob("*.md"))
    (tmp_path / f"{name}.md").write_bytes(page.read_bytes())
    (page,) = read_course(tmp_path, "en").pages
    state = State("牡丹", course=Progress(str(tmp_path), page.name))
    assert read_back(to_bytes(state, FILE), State()).course == state.course


def test_a_place_in_a_course_that_was_remembered_can_be_saved():
    """However long what the window's memory holds is."""
    for length in (255, 256, 5000):
        state = State("牡丹", course=Progress.from_dict({"folder": "/" + "f" * length, "page": "p" * length}))
        assert read_back(to_bytes(state, FILE), State()).course == state.course


def test_files_of_the_pin_move_with_the_session(tmp_path: Path):
    here, there = tmp_path / "a" / "a.peony", tmp_path / "b" / "a.peony"
    state = State("牡丹", pin=Request("花", table=TableChoice(str(here.parent / "t.vec"))))
    there.parent.mkdir()
    there.write_bytes(to_bytes(state, here))
    found = read(there, State())
    assert found.pin == replace(state.pin, table=TableChoice(str(there.parent / "t.vec")))
