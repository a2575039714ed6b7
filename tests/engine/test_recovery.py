"""Copies of unsaved work: one a window, claimed while it lives, found when it is gone."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engine.claims import claim
from engine.errors import PeonyError
from engine.recovery import KEPT, MOST_ASIDE, Copy, aside, orphans, put_aside

ROOT = Path(__file__).parents[2]


def test_a_copy_comes_with_the_first_write_and_goes_without_a_trace(tmp_path: Path):
    copy = Copy(tmp_path / "recovery")
    assert not (tmp_path / "recovery").exists()
    copy.write(b"1")
    copy.write(b"2")
    assert copy.file.read_bytes() == b"2"
    copy.remove()
    assert list((tmp_path / "recovery").iterdir()) == []
    copy.remove()
    copy.write(b"3")
    assert copy.file.read_bytes() == b"3"
    copy.remove()


def test_a_living_windows_copy_is_nobody_elses(tmp_path: Path):
    one, other = Copy(tmp_path), Copy(tmp_path)
    one.write(b"1")
    other.write(b"2")
    assert list(orphans(tmp_path)) == []
    assert {copy.file.read_bytes() for copy in (one, other)} == {b"1", b"2"}
    one.leave()
    assert [copy.file for copy in orphans(tmp_path)] == [one.file]


def test_a_found_copy_is_offered_once_and_stays_until_it_is_answered(tmp_path: Path):
    copy = Copy(tmp_path)
    copy.write(b"1")
    copy.leave()
    (found,) = orphans(tmp_path)
    assert list(orphans(tmp_path)) == []
    found.leave()
    (found,) = orphans(tmp_path)
    found.remove()
    assert list(tmp_path.iterdir()) == []


def test_the_newest_is_first(tmp_path: Path):
    for number in range(4):
        copy = Copy(tmp_path)
        copy.write(b"%d" % number)
        os.utime(copy.file, ns=(0, (number * 7 % 4) * 10**9))
        copy.leave()
    found = list(orphans(tmp_path))
    assert [copy.file.read_bytes() for copy in found] == [b"1", b"2", b"3", b"0"]
    for copy in found:
        copy.remove()


def test_the_claim_of_a_killed_process_is_free(tmp_path: Path):
    code = (
        "import sys, time; from pathlib import Path; from engine.recovery import Copy\n"
        f"Copy(Path({str(tmp_path)!r})).write(b'unsaved'); print('written', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"written"
        assert list(orphans(tmp_path)) == []
        process.kill()
        process.wait()
    (found,) = orphans(tmp_path)
    assert found.file.read_bytes() == b"unsaved"
    found.remove()


def test_a_damaged_copy_is_out_of_the_way_and_kept_for_a_while(tmp_path: Path):
    copy = Copy(tmp_path)
    copy.write(b"damaged")
    os.utime(copy.file, (0, 0))
    copy.set_aside()
    assert list(orphans(tmp_path)) == []
    (left,) = tmp_path.iterdir()
    assert left.read_bytes() == b"damaged"
    os.utime(left, (time.time() - KEPT - 60,) * 2)
    assert list(orphans(tmp_path)) == []
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_refuses_says_so(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(PeonyError, match="write"):
        Copy(tmp_path / "file").write(b"1")
    assert list(orphans(tmp_path / "file")) == list(orphans(tmp_path / "none")) == []


def test_a_folder_that_refuses_what_is_put_aside_says_so(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"")
    for folder in (tmp_path / "file", tmp_path / "file" / "unsaved"):
        with pytest.raises(PeonyError, match="write"):
            put_aside(folder, b"1")


def test_what_was_put_aside_is_kept_up_to_a_number(tmp_path: Path):
    for number in range(MOST_ASIDE + 3):
        put_aside(tmp_path / "unsaved", b"%d" % number)
    kept = [file.read_bytes() for file in aside(tmp_path / "unsaved")]
    assert kept == [b"%d" % number for number in range(MOST_ASIDE + 2, 2, -1)]
    assert aside(tmp_path / "none") == []


def test_work_that_is_put_aside_again_takes_no_more_room(tmp_path: Path):
    for number in range(MOST_ASIDE):
        put_aside(tmp_path, b"%d" % number)
    put_aside(tmp_path, b"0 changed", instead=aside(tmp_path)[-1])
    assert [file.read_bytes() for file in aside(tmp_path)] == [b"0 changed", b"4", b"3", b"2", b"1"]
    (tmp_path / "folder").mkdir()
    put_aside(tmp_path, b"5", instead=tmp_path / "folder")  # which cannot be removed
    assert aside(tmp_path)[0].read_bytes() == b"5"


def test_a_claim_is_one_persons(tmp_path: Path):
    first = claim(tmp_path / "a.lock")
    assert first is not None
    assert claim(tmp_path / "a.lock") is None
    first.release()
    first.release()
    second = claim(tmp_path / "a.lock")
    assert second is not None
    second.release(remove=False)
    assert (tmp_path / "a.lock").exists()
    assert claim(tmp_path / "none" / "a.lock") is None
