"""The command line on a table of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.folders import tables_folder
from engine.vectors.cli import main
from tests.engine.vectors.formats.files import WORDS, glove_text, word2vec_binary, written


def test_info_says_what_came_of_the_import(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, glove_text() + b"\xe7 1 2 3 4 5 6 7\n" + glove_text())
    assert main(["info", str(path)]) == 0
    said = capsys.readouterr().out
    assert "GloVe text" in said
    assert f"{len(WORDS)} duplicates, 1 words" in said


def test_only_the_first_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, word2vec_binary())
    assert main(["neighbours", str(path), "牡丹", "--limit", "3"]) == 0
    assert {line.split()[-1] for line in capsys.readouterr().out.splitlines()} == {"的", "花卉"}


def test_judged_pairs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, word2vec_binary())
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text("牡丹\t花卉\t5\n牡丹\t原野\t2\n牡丹花\t的\t1\n", encoding="utf-8")
    assert main(["evaluate", str(path), str(pairs)]) == 0
    said = capsys.readouterr().out
    assert main(["evaluate", str(pairs), "--table", str(path)]) == 0
    assert capsys.readouterr().out == said
    assert "pairs 3 of 3" in said
    assert "rho –, pairs 2 of 3" in said  # of two, nothing can be said


def test_clearing_removes_what_was_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info", str(written(tmp_path, glove_text()))]) == 0
    assert list(tables_folder().glob("*.vectors")) != []
    assert main(["clear"]) == 0
    assert list(tables_folder().glob("*.vectors")) == []
    assert main(["clear"]) == 0
    assert capsys.readouterr().out.endswith("\n0.0 MB removed\n")


def test_words_do_not_command_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, b"w 1 2\n\x1b[2Jv 1 3\n")
    assert main(["neighbours", str(path), "w"]) == 0
    assert capsys.readouterr().out == " 0.990  \ufffd[2Jv\n"


def test_a_limit_is_for_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info", "--limit", "9"]) == 2
    assert "--limit" in capsys.readouterr().err


@pytest.mark.parametrize("limit", ["0", "-1", "x"])
def test_a_limit_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str], limit: str) -> None:
    assert main(["info", str(written(tmp_path, glove_text())), f"--limit={limit}"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_bad_file_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info", str(written(tmp_path, b"2 3\nw 1 2 3\nv 1 2\n"))]) == 2
    said = capsys.readouterr().err
    assert "line 3" in said
    assert len(said.splitlines()) == 1
