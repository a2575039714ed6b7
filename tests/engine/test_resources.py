"""What is slow to load: once, from whichever thread, and no more of it than is in use."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from engine import resources as module
from engine.resources import Resources
from engine.vectors.choice import SHIPPED, TableChoice

PATIENCE = 10  # seconds until a thread counts as stuck


def test_a_table_is_had_while_everything_else_is_loaded(
    resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, had = Resources(), threading.Event()
    monkeypatch.setattr(module, "load_shipped", lambda: resources.table)

    def read() -> None:
        assert made.table is resources.table
        had.set()

    def slow(word: str) -> float:
        threading.Thread(target=read, daemon=True).start()
        assert had.wait(PATIENCE), "who reads the table waits for all the rest"
        return 0.0

    monkeypatch.setattr(module, "idf_of", slow)
    made.warm()
    assert made.ready


def test_the_table_is_loaded_once_by_however_many_threads(
    resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, loads, together = Resources(), list[int](), threading.Barrier(4)

    def load() -> object:
        loads.append(1)
        return resources.table

    def read() -> None:
        together.wait(PATIENCE)
        assert made.table is resources.table

    monkeypatch.setattr(module, "load_shipped", load)
    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert loads == [1]


def test_the_shipped_table_is_open_once_it_is_loaded(
    resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Resources()
    monkeypatch.setattr(module, "load_shipped", lambda: resources.table)
    assert not made.is_open(SHIPPED)
    made.open(SHIPPED)
    assert made.is_open(SHIPPED)


def test_tables_that_were_opened_long_ago_are_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Resources()
    monkeypatch.setattr(module, "open_table", lambda path, *_, **__: Path(path))
    choices = [TableChoice(f"/nowhere/{number}.vec") for number in range(10)]
    for choice in choices:
        assert made.open(choice) == Path(choice.file)
        assert made.is_open(choice)
    assert [each for each in choices if made.is_open(each)] == choices[-4:]
