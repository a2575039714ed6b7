"""Peony as a person or a script starts it: ``python main.py``, in a process of its own, without display."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from engine.settings import OPTIONS
from engine.vectors.shipped import load_shipped
from engine.words import LANGUAGES, load_words
from tests.conftest import REFERENCE_CASE

MAIN = Path(__file__).parents[1] / "main.py"
KINDS = ("png", "svg", "pdf", "html", "csv", "tex", "json", "npz")
PNG = b"\x89PNG\r\n\x1a\n"


def peony(folder: Path, *arguments: str | bytes, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Peony in `folder`; environment as in the tests (folders of their own), no display."""
    inherited = {
        name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")
    }
    return subprocess.run(
        [sys.executable, str(MAIN), *arguments],
        cwd=folder,
        env=inherited | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"} | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=30,
        check=False,
    )


def refused(folder: Path, *arguments: str | bytes) -> str:
    """Check that a command line is refused as the contract says; return the one line."""
    before = sorted(folder.rglob("*"))
    done = peony(folder, "--lang", "en", *arguments)
    assert done.returncode == 2, done
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert sorted(folder.rglob("*")) == before
    return line


def test_every_kind_of_file_in_one_go_and_the_ranking(tmp_path: Path) -> None:
    names = ["a.npz", "a.json", "a.csv", "a.png", "a.svg", "a.pdf", "a.html", "a.tex", "B.NPZ"]
    done = peony(tmp_path, "--lang", "en", *(part for name in names for part in ("--export", name)))
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)
    head, *ranked = done.stdout.splitlines()
    assert head == load_words("en")("cli.ranking")
    assert sorted(line.split()[1] for line in ranked) == sorted(["原野", "牡丹", "最", "美丽", "花卉"])
    with np.load(tmp_path / "a.npz", allow_pickle=False) as file:
        A, tokens = file["A"], file["tokens"].tolist()
        assert json.loads(str(file["settings"]))["text"] == REFERENCE_CASE
    order = [line.split()[1] for line in ranked]
    norms = dict(zip(tokens, json.loads((tmp_path / "a.json").read_bytes())["norms"], strict=True))
    assert order == sorted(tokens, key=norms.__getitem__, reverse=True)
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    np.testing.assert_array_equal([[float(cell) for cell in row[1:]] for row in rows[1:]], A[0])
    picture = (tmp_path / "a.png").read_bytes()
    assert picture.startswith(PNG)
    assert int.from_bytes(picture[16:20], "big") >= 1000  # wide enough for print
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-1.")
    assert (tmp_path / "a.html").read_bytes().startswith(b"<!DOCTYPE html>")
    for name in ("a.svg", "a.html", "a.tex"):
        assert all(token in (tmp_path / name).read_text(encoding="utf-8") for token in tokens)
    assert (tmp_path / "B.NPZ").stat().st_size == (tmp_path / "a.npz").stat().st_size


def test_every_option_reaches_the_computation(tmp_path: Path) -> None:
    chosen = {
        "stopwords": "keep", "vectors": "onehot", "attention": "projected", "activation": "relu",
        "relu_rescale": "row", "similarity": "cosine", "scale": "off", "temperature": "2.5", "mask": "causal",
        "position": "sinusoidal", "tfidf": "on", "weights": "random", "seed": "11", "heads": "3",
        "head_dim": "5",
    }  # fmt: skip
    assert set(chosen) == {option.name for option in OPTIONS}
    flags = [part for option in OPTIONS for part in (option.flag, chosen[option.name])]
    done = peony(tmp_path, "牡丹的花", *flags, "--export", "a.json")
    assert done.returncode == 0, done.stderr
    found = json.loads((tmp_path / "a.json").read_bytes())
    for option in OPTIONS:
        assert found["settings"][option.name] == option.parse(chosen[option.name])
    assert found["settings"]["text"] == "牡丹的花"
    assert np.shape(found["W_Q"]) == (3, 512, 5)
    assert found["S"][0][0][1] is None


def test_trained_weights_that_there_are_not_are_not_passed_over(tmp_path: Path) -> None:
    asked = ("--lang", "en", "牡丹花卉", "--heads", "2", "--export", "a.json")
    assert peony(tmp_path, *asked).stderr == ""
    done = peony(tmp_path, *asked, "--weights", "trained")
    assert done.returncode == 0
    (line,) = done.stderr.splitlines()
    assert "random (seed 7)" in line
    assert "1 and 4 heads" in line


def test_a_weights_file_is_used(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    W = {key: rng.normal(size=(2, load_shipped().width, 3)) for key in ("W_Q", "W_K", "W_V")}
    np.savez(tmp_path / "w.npz", **W)
    done = peony(tmp_path, "--weights", "w.npz", "--export", "a.npz")
    assert done.returncode == 0, done.stderr
    with np.load(tmp_path / "a.npz") as file:
        np.testing.assert_array_equal(file["W_V"], W["W_V"])


@pytest.mark.parametrize("text", ["", "。，", "\n"])
def test_a_sentence_of_nothing_is_answered_in_a_sentence(tmp_path: Path, text: str) -> None:
    files = [part for kind in KINDS for part in ("--export", f"a.{kind}")]
    done = peony(tmp_path, "--lang", "en", *files, "--", text)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() == load_words("en")("cli.empty")
    assert json.loads((tmp_path / "a.json").read_bytes())["tokens"] == []
    assert (tmp_path / "a.png").read_bytes().startswith(PNG)
    assert all((tmp_path / f"a.{kind}").stat().st_size for kind in KINDS)


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are text on Windows")
def test_bytes_that_are_no_text_are_replaced(tmp_path: Path) -> None:
    done = peony(tmp_path, b"\xff\xe7\x89\xa1\xe4\xb8\xb9\xff", "--stopwords", "keep", "--export", "a.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert "牡丹" in json.loads((tmp_path / "a.json").read_bytes())["tokens"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="locales as Linux has them")
@pytest.mark.parametrize(("system", "said"), [("xx_XX.UTF-8", "rank"), ("C", "rank"), ("zh_XX.GBK", "排名")])
def test_a_locale_that_is_not_there_costs_no_word(tmp_path: Path, system: str, said: str) -> None:
    done = peony(tmp_path, "牡丹", "--export", "a.png", LC_ALL=system, PYTHONIOENCODING="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(said)


def test_output_that_the_terminal_cannot_show_is_no_error(tmp_path: Path) -> None:
    done = peony(tmp_path, "--export", "a.csv", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_names_every_option_in_each_language(tmp_path: Path, lang: str) -> None:
    done = peony(tmp_path, "--lang", lang, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    said = "".join(done.stdout.split())
    for option in OPTIONS:
        assert option.flag in said
        assert "".join(load_words(lang)(f"option.{option.name}.help").split()) in said
    assert "--export" in said
    assert all(f".{kind}" in said for kind in KINDS)


BAD_VALUES = {
    "stopwords": "some", "vectors": "sparse", "attention": "both", "activation": "tanh",
    "relu_rescale": "max", "similarity": "l1", "scale": "yes", "temperature": "0", "mask": "all",
    "position": "learned", "tfidf": "1", "weights": "", "seed": "-1", "heads": "17", "head_dim": "x",
}  # fmt: skip


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_a_bad_value_is_refused_with_its_flag_and_what_would_do(tmp_path: Path, option) -> None:
    line = refused(tmp_path, option.flag, BAD_VALUES[option.name], "--export", "a.npz")
    assert option.flag in line
    assert option.expects() in line


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--export", "a.npz", "--nonsense", "1"], "--nonsense"),
        (["--export", "a.npz", "--head", "2"], "--head"),
        (["--export", "a.npz", "--seed"], "--seed"),
        (["--export", "a.npz", "--lang", "fr"], "fr"),
        (["--export", "a.npz", "one", "two"], "two"),
        (["--export"], "--export"),
        (["--export", "a.npz", "--export", "a.docx"], "a.docx"),
        (["--export", "a.svg", "--export", "a.docx"], ".png .svg .pdf .html .csv .tex .json .npz"),
        (["--export", "a.html", "--export", "missing/a.pdf"], "missing"),
        (["--export", "a"], "a"),
        (["--export", ".npz"], ".npz"),
        (["--export", ""], "the name of a file is missing"),
        (["--export", "/"], "the name of a file is missing"),
        (["--export", "a.npz", "--export", "missing/a.csv"], "missing"),
        (["--export", "a.npz", "--export", "x" * 300 + ".npz"], "xxx"),
        (["--export", "a.npz", "--weights", "none.npz"], "none.npz"),
        (["--export", "a.npz", "--weights", "."], "."),
        (["--export", "a.npz", "--weights", str(MAIN)], "main.py"),
        (["--export", "a.npz", "--weights", "a\nb.npz"], "a b.npz"),
        (["--export", "a.npz", "--mask", "a\nb"], "a b"),
        (["--export", "a.npz", "--a\nb"], "--a b"),
    ],
    ids=lambda value: " ".join(value)[:60] if isinstance(value, list) else None,
)
def test_what_cannot_be_done_is_refused_by_name(tmp_path: Path, arguments: list[str], named: str) -> None:
    assert named in refused(tmp_path, *arguments)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_refusal_is_said_in_the_language_that_is_asked_for(tmp_path: Path, lang: str) -> None:
    for arguments in (["--lang", lang], [f"--lang={lang}"]):
        done = peony(tmp_path, "--weights", "none.npz", "--export", "a.npz", *arguments)
        assert done.returncode == 2
        assert done.stderr.strip() == load_words(lang)("error.file_missing", file="none.npz")


def test_weights_of_the_wrong_shape_are_refused_and_the_old_export_stays(tmp_path: Path) -> None:
    np.savez(tmp_path / "w.npz", **{key: np.ones((3, 4)) for key in ("W_Q", "W_K", "W_V")})
    (tmp_path / "a.npz").write_bytes(b"old")
    line = refused(tmp_path, "--weights", "w.npz", "--export", "a.npz")
    assert "W_Q" in line
    assert "(3, 4)" in line
    assert (tmp_path / "a.npz").read_bytes() == b"old"


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="a folder that not even root can write in")
def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    assert "/proc/a.npz" in refused(tmp_path, "--export", "/proc/a.npz")


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="a folder that not even root can write in")
@pytest.mark.parametrize("order", [1, -1])
def test_where_one_file_cannot_be_written_none_is(tmp_path: Path, order: int) -> None:
    names = ["a.npz", "/proc/a.npz"][::order]
    refused(tmp_path, *(part for name in names for part in ("--export", name)))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
def test_without_a_display_the_picture_and_the_ranking_are_written_and_named(tmp_path: Path) -> None:
    done = peony(tmp_path, "--lang", "en", QT_QPA_PLATFORM="")
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = done.stdout.splitlines()
    made = sorted(path.name for path in tmp_path.iterdir())
    assert len(made) == 2
    assert all(name in line for name in made)
    picture, ranking = (next(path for path in tmp_path.glob(f"*{end}")) for end in (".png", ".txt"))
    assert picture.read_bytes().startswith(PNG)
    head, *ranked = ranking.read_text(encoding="utf-8").splitlines()
    assert head == load_words("en")("cli.ranking")
    assert sorted(line.split()[1] for line in ranked) == sorted(["原野", "牡丹", "最", "美丽", "花卉"])


def test_without_a_display_and_with_a_bad_file_it_is_refused_all_the_same(tmp_path: Path) -> None:
    assert "none.npz" in refused(tmp_path, "--weights", "none.npz")


def test_without_a_display_and_without_a_place_to_write_it_says_so(tmp_path: Path) -> None:
    if not Path("/proc/self").is_dir():
        pytest.skip("needs a folder that not even root can write in")
    done = peony(Path("/proc"), "--lang", "en")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("kind", ["csv", "tex", "json", "npz"])
def test_an_export_without_a_picture_needs_no_qt(tmp_path: Path, kind: str) -> None:
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6" / "__init__.py").write_text("raise ImportError('no Qt here')")
    done = peony(tmp_path, "--export", f"a.{kind}", PYTHONPATH=str(tmp_path))
    assert done.returncode == 0, done.stderr


def course(folder: Path, text: str) -> Path:
    """Make a course of one page."""
    made = folder / "course"
    made.mkdir()
    (made / "01-page.md").write_text(text, encoding="utf-8")
    return made


PAGE = (MAIN.parent / "resources" / "course" / "en" / "04-sparse-dense.md").read_text(encoding="utf-8")


def test_a_course_starts_from_its_folder(tmp_path: Path) -> None:
    course(tmp_path, PAGE)
    done = peony(tmp_path, "--lang", "en", "--course", "course")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "peony-window.png").read_bytes().startswith(PNG)


def test_a_course_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "empty" in refused(tmp_path, "--course", "empty")
    assert "missing" in refused(tmp_path, "--course", "missing")


def test_a_course_needs_the_window(tmp_path: Path) -> None:
    course(tmp_path, PAGE)
    assert "--course" in refused(tmp_path, "--course", "course", "--export", "a.csv")
