"""Several files at once: none is written before all are complete, and what is new already is named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine import export
from engine.errors import PeonyError
from engine.export import write_all
from engine.words import LANGUAGES, load_words


def test_where_one_of_several_cannot_be_completed_none_is_written(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"old")
    for last in (tmp_path / "none" / "c.npz", Path(os.devnull)):
        with pytest.raises(PeonyError) as caught:
            write_all([(tmp_path / "a.csv", b"new"), (tmp_path / "b.csv", b"new"), (last, b"new")])
        assert caught.value.fields["file"] == last
        assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("a.csv", b"old")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_one_cannot_take_its_place_those_before_it_are_named(tmp_path: Path, monkeypatch, lang) -> None:
    files, replace = [tmp_path / name for name in ("a.csv", "b.csv", "c.npz")], os.replace
    files[2].write_bytes(b"old")

    def full(scratch: Path, target: Path) -> None:
        if Path(target) == files[2]:
            raise OSError(28, os.strerror(28))
        replace(scratch, target)

    monkeypatch.setattr(export.os, "replace", full)
    with pytest.raises(PeonyError) as caught:
        write_all((file, b"new") for file in files)
    said = load_words(lang).error(caught.value)
    assert said.startswith(str(files[2]))
    assert os.strerror(28) in said
    assert said.endswith(f"{files[0]}, {files[1]}")
    assert [file.read_bytes() for file in sorted(tmp_path.iterdir())] == [b"new", b"new", b"old"]
