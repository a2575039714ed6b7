"""Reads a report as a browser does: a tree of elements, their text, their tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "link", "img", "hr", "input"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str | None]
    children: list[Element | str] = field(default_factory=list)

    def all(self, tag: str, kind: str | None = None) -> list[Element]:
        """Return the elements of a tag (and a class) below this one."""
        found = (each for each in self.walk() if each.tag == tag)
        return [
            each for each in found if kind is None or kind in (each.attributes.get("class") or "").split()
        ]

    def walk(self) -> Iterator[Element]:
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


class Reader(HTMLParser):
    """Fails where an element is not closed, or closed twice."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.root = Element("page", {})
        self._open = [self.root]
        self.feed(page)
        self.close()
        assert self._open == [self.root], f"never closed: {self._open[-1].tag}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs)), f"an attribute of {tag} twice"
        element = Element(tag, dict(attrs))
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].children.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1].tag == tag, f"{tag} closed inside {self._open[-1].tag}"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def read(page: str) -> Element:
    """Return the whole page."""
    return Reader(page).root


def table(page: Element, caption: str) -> tuple[list[str], dict[str, list[str]]]:
    """Return the columns' names and the rows of the one table whose caption begins so."""
    (found,) = (each for each in page.all("table") if each.all("caption")[0].text.startswith(caption))
    columns = [cell.text for cell in found.all("thead")[0].all("th")]
    rows = found.all("tbody")[0].all("tr")
    return columns, {row.all("th")[0].text: [cell.text for cell in row.all("td")] for row in rows}


def number(cell: str) -> float:
    """Return what a figure says."""
    return float(cell.replace("−", "-").replace("∞", "inf"))
