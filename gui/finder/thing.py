"""What a thing is that can be found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from engine.words import LANGUAGES, Words, load_words

Title = Callable[[Words], str]


@dataclass(frozen=True)
class Thing:
    """One thing that can be found.

    Attributes
    ----------
    titles
        What it is called, by language.
    run
        What choosing it does.
    keys
        Its shortcut, as it is written.
    on
        Whether it is what holds now.
    able
        Whether it can be done now; what cannot is shown all the same, or it would seem not to exist.
    also
        What else it may be called.
    """

    titles: Mapping[str, str]
    run: Callable[[], object]
    keys: str = ""
    on: bool = False
    able: bool = True
    also: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called, in any language; its key is one of the names."""
        return tuple(filter(None, (*self.titles.values(), self.keys)))


def make(
    title: Title,
    run: Callable[[], object],
    also: Iterable[str] = (),
    keys: str = "",
    on: bool = False,
    able: bool = True,
) -> Thing:
    """Return a thing with its title in every language."""
    return Thing({lang: title(load_words(lang)) for lang in LANGUAGES}, run, keys, on, able, tuple(also))


def under(words: Words, heading: str, name: str) -> str:
    """Return a name with what it belongs to, unless it says so itself."""
    return name if name.startswith(heading) else words("find.under", heading=heading, name=name)


def synonyms(name: str) -> list[str]:
    """Return what the thing of a name may be called besides: ``also.<name>`` in ``resources/text``."""
    sentences = (load_words(lang).sentences for lang in LANGUAGES)
    return " ".join(each.get(f"also.{name}", "") for each in sentences).split()
