"""The history itself, against a plain list of states: whatever is done, undone and done again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gui import history
from gui.history import BURST, History
from gui.state import Work


def work(number: int, other: int = 0) -> Work:
    return (f"text {number}", other)


ACTS = st.lists(st.sampled_from(["do", "do", "do", "undo", "redo"]) | st.integers(0, 3), max_size=60)


@given(acts=ACTS)
def test_it_is_a_list_with_a_place_in_it(acts: list[str | int]):
    """The model: all states in order, and which of them is present; doing cuts off what lies ahead."""
    found, states, at = History(work(0)), [work(0)], 0
    for number, act in enumerate(acts, start=1):
        if act == "undo":
            at = max(at - 1, 0)
            assert found.undo() in (states[at], None)
        elif act == "redo":
            at = min(at + 1, len(states) - 1)
            assert found.redo() in (states[at], None)
        else:
            new = work(act) if isinstance(act, int) else work(number)
            if new != states[at]:
                states[at + 1 :] = [new]
                at += 1
            found.record(new, "step", at=number * 10)
        assert found.present == states[at]
        assert (found.undoable is not None) == (at > 0)
        assert (found.redoable is not None) == (at < len(states) - 1)


def test_a_burst_is_one_step_and_a_pause_begins_another():
    found = History(work(0))
    for number, at in enumerate([0, 0.9, 1.8, 2.7, 3.8, 4.0], start=1):
        found.record(work(number), "typing", at, burst="typing")
    assert found.undo() == work(4)
    assert found.undo() == work(0)
    assert found.redo() == work(4)
    assert found.redo() == work(6)
    assert found.redo() is None


def test_only_changes_of_one_name_that_may_merge_are_one_step():
    found = History(work(0))
    found.record(work(1), "typing", 0, burst="typing")
    found.record(work(2), "seed", 0.1, burst="seed")
    found.record(work(3), "mask", 0.2)
    found.record(work(4), "mask", 0.3)
    names = []
    while (name := found.undoable) is not None:
        names.append(name)
        found.undo()
    assert names == ["mask", "mask", "seed", "typing"]


def test_what_is_dragged_is_one_step_however_slowly():
    found = History(work(0))
    found.seal()
    for number in range(1, 5):
        found.record(work(number), "temperature", number * 100 * BURST, burst="temperature", held=True)
    found.seal()
    found.record(work(5), "temperature", 400 * BURST + 0.1, burst="temperature")
    assert found.undo() == work(4)
    assert found.undo() == work(0)


def test_what_is_typed_and_taken_back_at_once_is_no_step():
    found = History(work(0))
    found.record(work(1), "typing", 0, burst="typing")
    found.record(work(0), "typing", 0.5, burst="typing")
    assert found.undoable is None
    assert found.present == work(0)


def test_undoing_ends_a_burst():
    found = History(work(0))
    found.record(work(1), "typing", 0, burst="typing")
    found.record(work(2), "typing", 5, burst="typing")
    found.undo()
    found.record(work(3), "typing", 5.1, burst="typing")
    assert found.undo() == work(1)
    assert found.undo() == work(0)


def test_it_is_bounded_in_steps_and_in_text():
    found = History(work(0))
    for number in range(history.MOST_STEPS + 50):
        found.record(work(number + 1), "step", number * 10)
    for number in range(history.MOST_STEPS):
        assert found.undo() == work(history.MOST_STEPS + 49 - number)
    assert found.undo() is None
    found = History(("", 0))
    long = history.MOST_WEIGHT // 10
    for number in range(1, 30):
        found.record((str(number % 10) * long, 0), "step", number * 10)
        found.record((found.present[0], number), "step", number * 10 + 5)  # the same text weighs nothing
    steps = 0
    while found.undo() is not None:
        steps += 1
    assert 19 <= steps <= 21


def test_what_turned_out_impossible_is_no_step():
    found = History(work(0))
    found.record(work(1), "step", 0)
    found.record(work(2), "step", 10)
    found.record(work(3), "step", 20)
    found.mend(lambda each: work(1) if each == work(2) else each)
    assert found.undo() == work(1)
    assert found.undo() == work(0)
    assert found.undo() is None
    assert found.redo() == work(1)
    assert found.redo() == work(3)


def test_clearing_begins_anew():
    found = History(work(0))
    found.record(work(1), "step", 0)
    found.undo()
    found.clear(work(9))
    assert (found.present, found.undoable, found.redoable) == (work(9), None, None)
