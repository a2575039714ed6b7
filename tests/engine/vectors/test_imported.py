"""Tables of one's own: the same numbers as in the file, read once, kept whole or not at all."""

from __future__ import annotations

import gzip
import os
import time
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from engine.errors import Cancelled, PeonyError
from engine.vectors.imported import ImportedTable, clear_cache, open_table
from engine.vectors.stored import SUFFIX, StoredWriter
from tests.engine.vectors.formats.files import FILES, WORDS, matrix, text_rows, word2vec_text, written


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture(scope="session")
def gensim() -> ModuleType:
    return pytest.importorskip("gensim.models", reason="gensim is missing: `make reference` installs it")


def taken(cache: Path) -> int:
    return sum(file.stat().st_size for file in kept(cache))


def kept(cache: Path) -> list[Path]:
    return sorted(cache.iterdir()) if cache.is_dir() else []


def check_table(table: ImportedTable) -> None:
    assert [table.index.word(row) for row in range(len(table))] == list(WORDS)
    assert [table.index.row(word) for word in WORDS] == list(range(len(WORDS)))
    assert table.index.row("没有") is None
    X, origins = table.look_up(WORDS)
    assert X.astype(np.float32).tobytes() == matrix().tobytes()
    assert {origin.kind for origin in origins} == {"table"}
    assert (table.report.words, table.report.width) == matrix().shape
    assert table.report.duplicates == table.report.bad_words == 0


@pytest.mark.parametrize("name", FILES)
def test_every_format_gives_the_words_and_the_very_numbers(name: str, tmp_path: Path, cache: Path) -> None:
    path = written(tmp_path, FILES[name]())
    check_table(open_table(path, cache))
    check_table(open_table(path, cache))  # from the cache
    assert len(kept(cache)) == 1


@pytest.mark.reference
@pytest.mark.parametrize("binary", [False, True])
@pytest.mark.parametrize("limit", [None, 30])
def test_the_same_as_gensim(
    tmp_path: Path, cache: Path, gensim: ModuleType, binary: bool, limit: int | None
) -> None:
    vectors = gensim.KeyedVectors(40)
    vectors.add_vectors([f"词{number}" for number in range(90)], matrix(90, 40))
    path = tmp_path / "gensim"
    vectors.save_word2vec_format(str(path), binary=binary)
    theirs = gensim.KeyedVectors.load_word2vec_format(str(path), binary=binary, limit=limit)
    table = open_table(path, cache, limit=limit)
    assert table.numbers.tobytes() == theirs.vectors.tobytes()
    assert [table.index.word(row) for row in range(len(table))] == theirs.index_to_key
    if limit is None:
        ours = table.neighbours("词7", 10)
        assert [word for word, _ in ours] == [word for word, _ in theirs.most_similar("词7", topn=10)]
        np.testing.assert_allclose(
            [cosine for _, cosine in ours],
            [cosine for _, cosine in theirs.most_similar("词7", topn=10)],
            rtol=1e-5,
        )


@pytest.mark.reference
@pytest.mark.parametrize("decimals", [4, 6, 9])
def test_decimal_text_is_rounded_as_gensim_does(
    tmp_path: Path, cache: Path, gensim: ModuleType, decimals: int
) -> None:
    numbers = np.random.RandomState(decimals).standard_normal((200, 25))
    lines = [f"w{row} " + " ".join(f"{x:.{decimals}f}" for x in numbers[row]) for row in range(200)]
    path = written(tmp_path, "\n".join(("200 25", *lines, "")).encode())
    theirs = gensim.KeyedVectors.load_word2vec_format(str(path))
    assert open_table(path, cache).numbers.tobytes() == theirs.vectors.tobytes()


def test_only_the_first_words(tmp_path: Path, cache: Path) -> None:
    path = written(tmp_path, word2vec_text())
    few = open_table(path, cache, limit=4)
    assert len(few) == 4
    assert few.numbers.tobytes() == matrix()[:4].tobytes()
    assert len(open_table(path, cache)) == len(WORDS)
    assert len(kept(cache)) == 2


def test_a_limit_reads_no_further(tmp_path: Path, cache: Path) -> None:
    lines = [b"2000000 3", *(b"w%d 0.1 0.2 0.3" % row for row in range(100_000)), b"broken"]
    path = written(tmp_path, b"\n".join(lines))
    assert len(open_table(path, cache, limit=50)) == 50


def test_a_changed_file_is_imported_anew(tmp_path: Path, cache: Path) -> None:
    path = written(tmp_path, word2vec_text())
    old = open_table(path, cache)
    path.write_bytes(b"1 2\nnew 1.0 2.0\n")
    new = open_table(path, cache)
    assert len(new) == 1
    assert new.fingerprint != old.fingerprint
    check_table(old)  # still mapped, still whole


@pytest.mark.parametrize("change", ["longer", "shorter", "other"])
def test_a_file_that_is_written_to_while_it_is_read_is_refused(
    tmp_path: Path, cache: Path, change: str
) -> None:
    lines = b"".join(b"w%d 0.1 0.2 0.3\n" % row for row in range(60_000))
    path = written(tmp_path, lines)
    calls = []

    def check() -> None:
        calls.append(1)
        if len(calls) == 2:
            changed = {"longer": lines + b"w 0.1\n", "shorter": lines[:100], "other": lines[::-1]}[change]
            path.write_bytes(changed)

    with pytest.raises(PeonyError) as caught:
        open_table(path, cache, check=check)
    assert caught.value.key == "error.table_changed"
    assert kept(cache) == []


def test_a_file_that_is_gone_is_opened_from_its_copy(tmp_path: Path, cache: Path) -> None:
    path = written(tmp_path, word2vec_text())
    open_table(path, cache)
    path.write_bytes(word2vec_text().replace(b"Peony", b"peony"))
    open_table(path, cache)
    path.unlink()
    table = open_table(path, cache)
    assert (table.index.row("peony"), table.index.row("Peony")) == (4, None)
    for missing in (tmp_path / "another", path):
        with pytest.raises(PeonyError) as caught:
            open_table(missing, cache, limit=3)
        assert caught.value.key == "error.file_missing"
    clear_cache(cache)
    with pytest.raises(PeonyError):
        open_table(path, cache)


def test_a_missing_word_is_composed_of_its_characters(tmp_path: Path, cache: Path) -> None:
    table = open_table(written(tmp_path, word2vec_text()), cache)
    _, (origin,) = table.look_up(["美丽的"])
    assert origin.kind == "composed"
    assert origin.parts == ("美丽", "的")


def test_neighbours_are_those_of_plain_cosines(tmp_path: Path, cache: Path) -> None:
    words = tuple(f"w{number}" for number in range(500))
    numbers = matrix(500, 30)
    numbers[17] = 0
    path = written(tmp_path, b"\n".join(text_rows(words, numbers)))
    table = open_table(path, cache)
    wide = numbers.astype(np.float64)
    lengths = np.linalg.norm(wide, axis=1)
    cosines = wide @ wide[3] / np.where(lengths > 0, lengths, 1) / lengths[3]
    best = [number for number in np.argsort(-cosines) if number != 3][:8]
    found = table.neighbours("w3", 8)
    assert [word for word, _ in found] == [f"w{number}" for number in best]
    np.testing.assert_allclose([cosine for _, cosine in found], cosines[best], rtol=1e-4)
    assert table.neighbours("w17", 8) == []


def test_progress_rises_to_the_end(tmp_path: Path, cache: Path) -> None:
    lines = [b"w%d 0.1 0.2 0.3" % row for row in range(60_000)]
    for content in (b"\n".join(lines), gzip.compress(b"\n".join(lines))):
        seen: list[tuple[float, int]] = []
        path = written(tmp_path, content)
        open_table(path, cache, progress=lambda part, words, seen=seen: seen.append((part, words)))
        assert len(seen) > 3
        assert seen == sorted(seen)
        assert seen[-1] == (1.0, 60_000)
        again: list[tuple[float, int]] = []
        open_table(path, cache, progress=lambda part, words, again=again: again.append((part, words)))
        assert again == []


def test_cancelling_leaves_nothing(tmp_path: Path, cache: Path) -> None:
    path = written(tmp_path, b"\n".join(b"w%d 0.1 0.2 0.3" % row for row in range(60_000)))
    calls = []

    def check() -> None:
        calls.append(1)
        if len(calls) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        open_table(path, cache, check=check)
    assert kept(cache) == []
    assert len(open_table(path, cache)) == 60_000


def test_a_damaged_file_in_the_cache_is_made_anew(tmp_path: Path, cache: Path) -> None:
    path = written(tmp_path, word2vec_text())
    open_table(path, cache)
    (file,) = kept(cache)
    whole = file.read_bytes()
    for damaged in (b"", whole[:100], whole[:-1], whole + b"x", b"\0" * len(whole), b"{}" + whole[2:], b"[]"):
        file.write_bytes(damaged)
        check_table(open_table(path, cache))
        assert file.read_bytes()[4096:] == whole[4096:]


def test_the_tables_unused_for_longest_are_removed_first(tmp_path: Path, cache: Path) -> None:
    paths = [written(tmp_path, word2vec_text(), f"table{number}") for number in range(3)]
    for age, path in zip((30, 10, 20), paths, strict=True):
        before = set(kept(cache))
        open_table(path, cache)
        (new,) = set(kept(cache)) - before
        os.utime(new, (time.time() - age, time.time() - age))
    size = taken(cache) // 3
    open_table(paths[0], cache)  # used now: no longer the oldest
    open_table(written(tmp_path, word2vec_text(), "another"), cache, cache_bytes=3 * size)
    assert taken(cache) == 3 * size
    files = len(kept(cache))
    open_table(paths[0], cache, progress=lambda part, words: pytest.fail("was removed"))
    open_table(paths[1], cache, progress=lambda part, words: pytest.fail("was removed"))
    assert len(kept(cache)) == files == 3


def test_clearing_removes_tables_and_nothing_else(tmp_path: Path, cache: Path) -> None:
    open_table(written(tmp_path, word2vec_text()), cache)
    other = cache / "jieba.bin"
    other.write_bytes(b"x")
    assert clear_cache(cache) > 4096
    assert kept(cache) == [other]
    assert clear_cache(cache) == 0
    assert clear_cache(tmp_path / "nowhere") == 0


def test_a_cache_that_cannot_be_written_is_one_refusal(tmp_path: Path) -> None:
    path = written(tmp_path, word2vec_text())
    with pytest.raises(PeonyError) as caught:
        open_table(path, path / "cache")
    assert caught.value.key == "error.write"


def test_a_full_disk_leaves_nothing(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(PeonyError) as caught:
        open_table(written(tmp_path, word2vec_text()), cache)
    assert caught.value.fields["reason"] == "No space left on device"
    assert kept(cache) == []


def test_what_another_process_left_is_removed_and_what_it_writes_is_not(tmp_path: Path, cache: Path) -> None:
    cache.mkdir()
    dead = cache / ".part-999999999-abc"
    dead.write_bytes(b"half")
    with StoredWriter(cache / f"other{SUFFIX}") as writer:
        open_table(written(tmp_path, word2vec_text()), cache)
        assert not dead.exists() or os.name != "posix"
        assert writer.part.exists()
    assert len(kept(cache)) == 1
