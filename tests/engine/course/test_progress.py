"""What a person did in a course, and how it is kept."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.course.progress import MOST_RECORDS, Own, Progress, Record
from engine.settings import Settings
from engine.tokens import Edits

names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
records = st.builds(
    Record, st.sampled_from(["", "/a/folder"]), names, names, names, st.booleans(), st.booleans(), names
)


def test_a_page_that_was_never_seen_has_an_empty_record() -> None:
    assert Progress(folder="f", page="p").record() == Record("f", "p")
    assert Progress(folder="f").record("q") == Record("f", "q")


def test_a_record_takes_the_place_of_the_one_before() -> None:
    progress = Progress(page="p").with_record(Record("", "p", given="1"))
    progress = progress.with_record(Record("", "p", given="2", thrown=True))
    assert progress.record().given == "2"
    assert len(progress.records) == 1


def test_courses_are_told_apart() -> None:
    progress = Progress().with_record(Record("", "p", thrown=True)).with_record(Record("f", "p"))
    assert progress.done() == {"p"}
    assert Progress(folder="f", records=progress.records).done() == frozenset()


def test_only_so_many_records_are_kept() -> None:
    progress = Progress()
    for number in range(MOST_RECORDS + 5):
        progress = progress.with_record(Record("", str(number)))
    assert len(progress.records) == MOST_RECORDS
    assert progress.records[-1].page == str(MOST_RECORDS + 4)


@given(st.sampled_from(["", "/a/folder"]), names, st.lists(records, max_size=5))
def test_what_is_kept_comes_back(folder: str, page: str, done: list[Record]) -> None:
    progress = Progress(folder, page)
    for record in done:
        progress = progress.with_record(record)
    assert Progress.from_dict(json.loads(json.dumps(progress.to_dict()))) == progress


def test_the_persons_own_work_is_not_kept_here() -> None:
    progress = Progress(page="p", own=Own("text", Edits(), Settings()))
    assert Progress.from_dict(progress.to_dict()) == Progress(page="p")


DAMAGED = [
    None, 3, [], "x", {}, {"folder": 3, "page": ["p"]}, {"records": {}},
    {"records": [3, None, {}, {"page": 1}]}, {"records": [{"page": "x" * 100_001}]},
    {"page": "x" * 100_001}, {"records": [{"page": ""}]},
]  # fmt: skip


@pytest.mark.parametrize("saved", DAMAGED, ids=lambda saved: str(saved)[:40])
def test_what_is_damaged_is_left_out(saved: object) -> None:
    assert Progress.from_dict(saved) == Progress()


def test_a_wrong_type_in_a_record_is_left_at_its_default() -> None:
    saved = {"records": [{"page": "p", "given": 3, "thrown": "yes", "after": 1, "sample": None}]}
    assert Progress.from_dict(saved).records == (Record("", "p"),)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["folder", "page", "records", "given", "thrown"]), inner, max_size=4
            )
        ),
        max_leaves=12,
    )
)
def test_anything_that_json_can_hold_gives_progress(saved: object) -> None:
    assert isinstance(Progress.from_dict(saved), Progress)
