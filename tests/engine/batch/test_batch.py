"""Batches: every line computed as it would be alone, whatever ended the run before."""

from __future__ import annotations

import json
import os
import zipfile
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.batch import computing, run_batch
from engine.errors import PeonyError
from engine.export import to_json
from engine.lexicon import shipped_lexicon
from engine.pipeline import Analyser, Request
from engine.projections.edits import Place, WeightEdits
from engine.resources import Resources
from engine.settings import Settings
from engine.tokens import Edits
from engine.vectors.choice import TableChoice
from engine.words import LANGUAGES, load_words

ROWS = ["原野中,牡丹是最美丽的花卉。", "", "春天的花园里开满了牡丹。", "  ", "的是在了", "花卉"]
REQUEST = Request("", Settings(mask="causal", heads=2, weights="random"))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "in.txt").write_text("\n".join(ROWS), encoding="utf-8")
    return tmp_path / "in.txt"


def rows(file: Path) -> list[dict]:
    head, *found = [json.loads(line) for line in file.read_bytes().splitlines()]
    assert (head["format"], head["version"]) == ("peony-batch", 1)
    return found


def refused(*arguments: object) -> str:
    with pytest.raises(PeonyError) as caught:
        run_batch(*arguments)
    for lang in LANGUAGES:
        load_words(lang).error(caught.value)
    return caught.value.key.removeprefix("error.")


def test_every_line_is_what_it_would_be_alone(source: Path, resources: Resources):
    report = run_batch(source, source.with_suffix(".jsonl"), REQUEST, resources)
    assert (report.computed, report.empty, report.skipped, report.after) == (4, 2, [], 0)
    found = rows(source.with_suffix(".jsonl"))
    assert [row["line"] for row in found] == [1, 3, 5, 6]
    for row in found:
        text = ROWS[row["line"] - 1]
        trace = Analyser(resources).analyse(replace(REQUEST, text=text))
        alone = json.loads(to_json(trace))
        names = set(row) - {"line", "text", "weights_used"}
        assert {name: row[name] for name in names} == {name: alone[name] for name in names}
        assert (row["text"], row["weights_used"]) == (text, alone["settings"]["weights_used"])
    assert found[0]["S"][0][0][1] is None, "a masked score"
    np.testing.assert_allclose(np.sum(found[0]["A"], axis=-1), 1)


def test_edits_of_another_sentence_are_of_no_account(source: Path, resources: Resources, tmp_path: Path):
    edited = replace(REQUEST, text="other", edits=Edits(cuts=frozenset({1})))
    run_batch(source, tmp_path / "a.jsonl", REQUEST, resources)
    run_batch(source, tmp_path / "b.jsonl", edited, resources)
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()


def test_bad_lines_are_reported_and_skipped(
    tmp_path: Path, resources: Resources, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(computing, "MOST_WEIGHTS", 200)
    long = "牡丹花卉" * 6
    data = [ROWS[0].encode(), b"\xff\xff", long.encode(), ROWS[2].encode(), ("的" * 60).encode()]
    (tmp_path / "in.txt").write_bytes(b"\n".join(data))
    report = run_batch(tmp_path / "in.txt", tmp_path / "a.jsonl", REQUEST, resources)
    assert report.skipped == [(2, "encoding"), (3, "length")]
    assert report.computed == 3, "dropped tokens cost nothing"
    assert rows(tmp_path / "a.jsonl")[1:3] == [
        {"line": 2, "skipped": "encoding"},
        {"line": 3, "skipped": "length"},
    ]


def test_the_head_says_what_was_computed_from_what(source: Path, resources: Resources, tmp_path: Path):
    lexicon = shipped_lexicon().with_own_words({"最美丽的"})
    run_batch(source, tmp_path / "a.jsonl", replace(REQUEST, lexicon=lexicon), resources)
    head = json.loads((tmp_path / "a.jsonl").read_bytes().splitlines()[0])
    assert head["settings"] == REQUEST.settings.to_dict()
    assert head["lexicon"]["own_words"] == ["最美丽的"]
    assert head["input"]["bytes"] == source.stat().st_size


def test_all_that_a_request_decides_is_in_the_head(source: Path, resources: Resources, tmp_path: Path):
    """But for its own text and the edits of that; a new field is to be decided about here."""
    run_batch(source, tmp_path / "a.jsonl", REQUEST, resources)
    head = json.loads((tmp_path / "a.jsonl").read_bytes().splitlines()[0])
    assert {each.name for each in fields(Request)} - {"text", "edits"} <= set(head)


def test_edits_of_a_w_that_is_not_in_use_are_of_no_account(
    source: Path, resources: Resources, tmp_path: Path
):
    edits = WeightEdits().set(Place("identity · dense", "W_Q", 0, 0, 0), 3.0)
    run_batch(source, tmp_path / "a.jsonl", REQUEST, resources)
    report = run_batch(source, tmp_path / "a.jsonl", replace(REQUEST, weight_edits=edits), resources)
    assert report.computed == 0


@pytest.mark.parametrize("how", ["name", "link", "hard link", "spelling"])
@pytest.mark.parametrize("data", [b"", "牡丹\n".encode()])
def test_a_batch_into_its_own_input_is_refused(tmp_path: Path, resources: Resources, how: str, data: bytes):
    """It would read what it writes, until the disk is full."""
    source, target = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    source.write_bytes(data)
    match how:
        case "name":
            target = source
        case "link":
            target.symlink_to(source)
        case "hard link":
            target.hardlink_to(source)
        case "spelling":
            target = tmp_path / ".." / tmp_path.name / "a.jsonl"
    assert refused(source, target, REQUEST, resources) == "batch_same"
    assert source.read_bytes() == data


def test_a_batch_does_not_wait_for_a_pipe(source: Path, resources: Resources, tmp_path: Path):
    if not hasattr(os, "mkfifo"):
        pytest.skip("pipes with names as POSIX has them")
    os.mkfifo(tmp_path / "a.jsonl")
    assert refused(source, tmp_path / "a.jsonl", REQUEST, resources) == "write_special"


def test_a_finished_batch_has_nothing_left_to_do(source: Path, resources: Resources, tmp_path: Path):
    run_batch(source, tmp_path / "a.jsonl", REQUEST, resources)
    whole = (tmp_path / "a.jsonl").read_bytes()
    report = run_batch(source, tmp_path / "a.jsonl", REQUEST, resources)
    assert (report.after, report.computed) == (6, 0)
    assert (tmp_path / "a.jsonl").read_bytes() == whole


@pytest.fixture(scope="module")
def whole(resources: Resources, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """An input, and the output of a run that nothing disturbed."""
    folder = tmp_path_factory.mktemp("batch")
    (folder / "in.txt").write_bytes("\n".join(ROWS).encode() + b"\n\xff\n" + ROWS[0].encode())
    run_batch(folder / "in.txt", folder / "whole.jsonl", REQUEST, resources)
    return folder / "in.txt", (folder / "whole.jsonl").read_bytes()


@settings(max_examples=100)
@given(data=st.data())
def test_cut_anywhere_it_goes_on_without_repeating_or_losing_a_line(
    whole: tuple[Path, bytes], resources: Resources, data: st.DataObject
):
    """Whatever was written, and whatever a torn write left behind it."""
    source, output = whole
    end = data.draw(st.integers(0, len(output)))
    first = output.index(b"\n") + 1
    torn = (
        data.draw(st.sampled_from([b"", b"\0" * 50, b'{"line":', b'{"line":3}garbage']))
        if end > first
        else b""
    )
    file = source.with_name("cut.jsonl")
    file.write_bytes(output[:end] + (torn if end > first else b""))
    run_batch(source, file, REQUEST, resources)
    assert file.read_bytes() == output


def test_torn_lines_that_end_are_cut_off_too(whole: tuple[Path, bytes], resources: Resources):
    source, output = whole
    file = source.with_name("torn.jsonl")
    lines = output.splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:3]) + b"\0" * 200_000 + b"\n" + b'{"no": "line"}\n')
    run_batch(source, file, REQUEST, resources)
    assert file.read_bytes() == output


@pytest.mark.parametrize("what", ["settings", "lexicon", "table", "input", "weights", "weight_edits"])
def test_another_batch_is_refused_and_the_file_untouched(
    source: Path, resources: Resources, tmp_path: Path, what: str
):
    target, other = tmp_path / "a.jsonl", REQUEST
    if what == "weights":
        save_weights(tmp_path / "w.npz", 1, resources.table.width)
        other = replace(REQUEST, settings=Settings(weights=str(tmp_path / "w.npz")))
    run_batch(source, target, other, resources)
    before = target.read_bytes()
    match what:
        case "settings":
            other = replace(REQUEST, settings=Settings())
        case "lexicon":
            other = replace(REQUEST, lexicon=shipped_lexicon().with_own_words({"花"}))
        case "table":
            (tmp_path / "t.vec").write_text("2 2\n牡丹 1 0\n花卉 0 1\n", encoding="utf-8")
            other = replace(REQUEST, table=TableChoice(str(tmp_path / "t.vec")))
        case "input":
            source.write_text("牡丹")
        case "weight_edits":
            place = Place(REQUEST.weights_name, "W_Q", 0, 0, 0)
            other = replace(REQUEST, weight_edits=WeightEdits().set(place, 3.0))
        case "weights":
            save_weights(tmp_path / "w.npz", 2, resources.table.width)
    with pytest.raises(PeonyError) as caught:
        run_batch(source, target, other, resources)
    assert caught.value.key == "error.batch_other"
    assert ("settings" if what == "weights" else what) in str(caught.value.fields["what"])
    assert target.read_bytes() == before


def test_a_weights_file_is_not_read_for_every_line(source: Path, resources: Resources, tmp_path, monkeypatch):
    save_weights(tmp_path / "w.npz", 1, resources.table.width)
    source.write_text("牡丹和花卉\n" * 20, encoding="utf-8")
    reads, opened = list[str](), zipfile.ZipFile
    monkeypatch.setattr(
        zipfile, "ZipFile", lambda file, *rest, **kw: reads.append(file) or opened(file, *rest, **kw)
    )
    request = replace(REQUEST, settings=Settings(weights=str(tmp_path / "w.npz")))
    assert run_batch(source, tmp_path / "out.jsonl", request, resources).computed == 20
    assert len(reads) < 5


def save_weights(file: Path, seed: int, width: int) -> None:
    made = np.random.default_rng(seed).normal(size=(1, width, 4))
    np.savez(file, W_Q=made, W_K=made, W_V=made)


@pytest.mark.parametrize(
    "data", [b"{}\n", b"text\n", b'{"format":"peony-session"}', b"\0" * 9, b"[" * 10**5 + b"\n"]
)
def test_what_no_batch_began_is_never_overwritten(
    source: Path, resources: Resources, tmp_path: Path, data: bytes
):
    (tmp_path / "a.jsonl").write_bytes(data)
    assert refused(source, tmp_path / "a.jsonl", REQUEST, resources) == "batch_foreign"
    assert (tmp_path / "a.jsonl").read_bytes() == data


def test_two_runs_at_once_are_one_too_many(source: Path, resources: Resources, tmp_path: Path):
    keys = []

    def meanwhile(report: object, fraction: float) -> None:
        keys.append(refused(source, tmp_path / "a.jsonl", REQUEST, resources))

    run_batch(source, tmp_path / "a.jsonl", REQUEST, resources, meanwhile)
    assert keys == ["batch_busy"] * 6
    assert len(rows(tmp_path / "a.jsonl")) == 4


def test_what_cannot_be_computed_is_refused_before_anything_is_written(
    source: Path, resources, tmp_path: Path
):
    bad = replace(REQUEST, settings=Settings(weights=str(tmp_path / "none.npz")))
    assert refused(source, tmp_path / "a.jsonl", bad, resources) == "file_missing"
    assert refused(tmp_path / "none.txt", tmp_path / "a.jsonl", REQUEST, resources) == "file_missing"
    assert not (tmp_path / "a.jsonl").exists()
    assert refused(source, tmp_path / "none" / "a.jsonl", REQUEST, resources) == "write"
    assert refused(source, tmp_path, REQUEST, resources) == "write"


def test_a_full_disk_leaves_what_is_whole(
    source: Path, resources: Resources, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    run_batch(source, tmp_path / "whole.jsonl", REQUEST, resources)
    output = computing.Output
    write = output._write

    def full(self, data: bytes) -> None:
        if data.startswith(b'{"line":5'):
            self._file.write(data[:10])
            raise OSError(28, os.strerror(28))
        write(self, data)

    with monkeypatch.context() as patch:
        patch.setattr(output, "_write", full)
        assert refused(source, tmp_path / "a.jsonl", REQUEST, resources) == "write"
    left = (tmp_path / "a.jsonl").read_bytes()
    assert left.endswith(b"\n")
    assert (tmp_path / "whole.jsonl").read_bytes().startswith(left)
    run_batch(source, tmp_path / "a.jsonl", REQUEST, resources)
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


def test_progress_never_goes_back_and_ends_at_the_end(source: Path, resources: Resources, tmp_path: Path):
    seen: list[float] = []
    run_batch(
        source, tmp_path / "a.jsonl", REQUEST, resources, lambda report, fraction: seen.append(fraction)
    )
    assert seen == sorted(seen)
    assert len(seen) == 6
    assert seen[-1] == 1
