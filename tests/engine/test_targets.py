"""Where a file can go, and where none can: refused before anything is computed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine import export
from engine.errors import PeonyError
from engine.export import check_target, write
from engine.words import load_words


@pytest.mark.parametrize("place", ["missing/a.npz", "file/a.npz", ".", "x" * 300 + ".npz"])
def test_a_place_where_no_file_can_go_is_refused(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(PeonyError):
        check_target(tmp_path / place)
    with pytest.raises(PeonyError):
        write(tmp_path / place, b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
@pytest.mark.parametrize("name", ["pipe.npz", "link.npz", "null.npz"])
def test_pipes_and_devices_are_no_files(tmp_path: Path, name: str) -> None:
    """One may never end; the other would be replaced by a file, for everybody."""
    os.mkfifo(tmp_path / "pipe.npz")
    (tmp_path / "link.npz").symlink_to(tmp_path / "pipe.npz")
    (tmp_path / "null.npz").symlink_to(os.devnull)
    for refuse in (check_target, lambda path: write(path, b"x")):
        with pytest.raises(PeonyError, match="write_special"):
            refuse(tmp_path / name)
    assert (tmp_path / "pipe.npz").is_fifo()
    assert not Path(os.devnull).is_file()


def test_where_a_link_leads_is_what_must_be_writable(tmp_path: Path) -> None:
    (tmp_path / "a.npz").symlink_to(tmp_path / "missing" / "a.npz")
    with pytest.raises(PeonyError):
        check_target(tmp_path / "a.npz")


def test_a_folder_that_may_not_be_written_is_refused_before_anything_is_computed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_target(tmp_path / "a.npz")
    assert list(tmp_path.iterdir()) == []

    def closed(**_: object) -> None:
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(export.tempfile, "TemporaryFile", closed)  # root may write anywhere
    with pytest.raises(PeonyError) as caught:
        check_target(tmp_path / "a.npz")
    assert caught.value.key == "error.write"
    assert os.strerror(13) in load_words("en").error(caught.value)
