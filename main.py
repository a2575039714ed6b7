"""Peony's command line: opens the window, or with ``--export`` only writes files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import gui  # noqa: F401  (first of all: it decides how many threads numpy takes)
from engine.batch.cli import batch
from engine.command_line import language, parser
from engine.course.folder import read_course
from engine.errors import PeonyError
from engine.export import KINDS, check_target, write_all
from engine.folders import cache_folder
from engine.options import Value
from engine.pipeline import Analyser, Request
from engine.projections.file import check_file
from engine.report import ranking_table, weights_note
from engine.resources import Resources
from engine.samples import load_samples
from engine.session import SUFFIX, Session, read_session
from engine.settings import BUILT_IN, OPTIONS
from engine.terminal import complain, prepare, say
from engine.tokens import Edits
from engine.trace import Trace
from engine.vectors.choice import TableChoice
from engine.vectors.cli import show_import
from engine.vectors.imported import check_table
from engine.words import Words, load_words
from gui.kinds import NAMES, of_scene
from gui.session_view import read_view

if TYPE_CHECKING:
    from gui.scene import Scene


@dataclass(frozen=True)
class Asked:
    """What is to be computed and shown without a window.

    Attributes
    ----------
    file, session
        What to begin with, and the file that it is in; None begins with the defaults.
    sentence, changes, table
        What takes the place of its sentence, options and table.
    """

    file: Path | None
    session: Session | None
    sentence: str | None
    changes: Mapping[str, Value]
    table: TableChoice | None

    def request(self) -> Request:
        """Return what is to be computed."""
        request = self.session.request if self.session else Request(load_samples()[0].text)
        if self.sentence is not None:
            request = replace(request, text=self.sentence, edits=Edits())
        settings = request.settings.with_(**self.changes)
        return replace(request, settings=settings, table=self.table or request.table)

    def scene(self, trace: Trace, resources: Resources, lang: str) -> Scene:
        """Return what the window would show, the pinned comparison too."""
        from gui.app import overlaid, scene_of  # only pictures need Qt
        from gui.session import opened
        from gui.state import State

        state = State(text=load_samples()[0].text, lang=lang)
        if self.session and self.file:
            state = opened(self.session, self.file, state)
        state, pinned = overlaid(state, self.sentence, self.changes, self.table), None
        if state.pin:
            resources.open(state.pin.table, progress=show_import)
            pinned = Analyser(resources).analyse(state.pin)
        return scene_of(state, trace, pinned)


def main(arguments: Sequence[str]) -> int:
    """Run Peony; return the exit status: 0, or 2 for what a person can mend."""
    prepare()
    words = load_words(language(arguments))
    try:
        given = parser(words, NAMES).parse_args(arguments)
        changes = {option.name: getattr(given, option.name) for option in OPTIONS}
        changes = {name: value for name, value in changes.items() if value is not None}
        check_weights(changes)
        table = choose_table(given.vector_file)
        file = session_of(given)
        if given.batch or given.export:
            asked = Asked(file, session_in(file), given.sentence, changes, table)
            return unseen(asked, given, words)
        from gui.app import run  # imported here: an export that needs no picture needs no Qt

        if given.course:
            read_course(given.course, words.lang)
        return run(given.sentence, changes, given.lang, table, given.course, file)
    except PeonyError as error:
        complain(words.error(error))
        return 2
    except KeyboardInterrupt:
        return 2


def check_weights(changes: dict[str, Value]) -> None:
    """Refuse a weights file that cannot be read at all; name it so that it is found from anywhere."""
    name = changes.get("weights")
    if name is not None and name not in BUILT_IN:
        check_file(str(name))
        changes["weights"] = str(Path(str(name)).absolute())


def choose_table(file: Path | None) -> TableChoice | None:
    """Return the table in a file, having refused what is none; None without a file."""
    if file is None:
        return None
    check_table(file)
    return TableChoice(str(file.absolute()))


def session_of(given: argparse.Namespace) -> Path | None:
    """Return the session file to begin with; a sentence that is the name of one stands for it."""
    if given.session is None and given.sentence is not None and given.sentence.lower().endswith(SUFFIX):
        given.session, given.sentence = Path(given.sentence), None
    return given.session  # type: ignore[no-any-return]


def session_in(file: Path | None) -> Session | None:
    """Return the session in a file, refused wherever the window would refuse it; None without a file."""
    if file is None:
        return None
    session = read_session(file)
    read_view(session, file)
    return session


def unseen(asked: Asked, given: argparse.Namespace, words: Words) -> int:
    """Do what needs no window."""
    if not given.batch:
        return export(asked, given.export, words)
    if given.sentence is not None:
        raise PeonyError("batch_export")
    return batch(given.batch, given.export or (), asked.request(), words)


def export(asked: Asked, files: Sequence[Path], words: Words) -> int:
    """Compute what is asked, write every file, print the ranking."""
    kinds = " ".join(NAMES)
    for file in files:
        if not file.name:
            raise PeonyError("export_nameless", kinds=kinds)
        if file.suffix.lower() not in NAMES:
            raise PeonyError("export_kind", file=file, kinds=kinds)
        check_target(file)
    suffixes = [file.suffix.lower() for file in files]
    request, resources = asked.request(), Resources(cache_folder())
    resources.open(request.table, progress=show_import)
    trace = Analyser(resources).analyse(request)
    shown = None if set(suffixes) <= set(KINDS) else asked.scene(trace, resources, words.lang)
    makers = [of_scene(shown, suffix) if shown else partial(KINDS[suffix], trace) for suffix in suffixes]
    write_all([(file, make()) for file, make in zip(files, makers, strict=True)])
    say(ranking_table(trace, words))
    if trace.beyond:
        kept = len(trace.tokens)
        complain(words("notice.beyond", kept=kept, beyond=trace.beyond))
    if "weights" in asked.changes and trace.projections and trace.projections.because:
        complain(weights_note(trace, words))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
