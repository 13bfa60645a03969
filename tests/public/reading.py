"""A page as a browser takes it apart: its elements, its words, where its links lead."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Final

_VOID: Final = frozenset({"br", "circle", "link", "meta"})
_INSIDE: Final = frozenset({"script", "style", "title"})


@dataclass
class Document:
    """``tags`` are (name, attributes) in order; ``words`` what a person reads."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    words: str = ""
    inside: dict[str, str] = field(default_factory=dict)
    unclosed: list[str] = field(default_factory=list)

    def count(self, name: str) -> int:
        return sum(tag == name for tag, _ in self.tags)

    @property
    def links(self) -> list[str]:
        return [attributes["href"] for tag, attributes in self.tags if tag == "a"]

    @property
    def linked_data(self) -> Any:
        return json.loads(self.inside["script"])


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.document = Document()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.document.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in _VOID:
            self.document.unclosed.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            assert self.document.unclosed.pop() == tag

    def handle_data(self, data: str) -> None:
        element = self.document.unclosed[-1] if self.document.unclosed else ""
        if element in _INSIDE:
            self.document.inside[element] = self.document.inside.get(element, "") + data
        else:
            self.document.words += data


def read(document: bytes | str) -> Document:
    """``document`` taken apart; what is not closed in order fails."""
    reader = _Reader()
    reader.feed(document if isinstance(document, str) else document.decode())
    reader.close()
    assert reader.document.unclosed == []
    return reader.document
