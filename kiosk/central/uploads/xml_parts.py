"""One reading of an XML part, without building a tree of it and without entities.

What is found is told; what can be taken out by leaving bytes away, is.
"""

from __future__ import annotations

import re
from typing import Final
from xml.parsers import expat

from kiosk.central.uploads.fields import BOUNDARY, acts, fetches_picture
from kiosk.central.uploads.refusals import Refusal, Unacceptable

LARGEST_XML: Final = 24 << 20
"""Bytes unpacked; the text of a whole novel has 5 MB."""
_INSTRUCTIONS: Final = frozenset({"instrText", "delInstrText"})
_FROM_ELSEWHERE: Final = ("http:", "https:", "ftp:", "file:", "\\\\", "//")
_SVG_THAT_ACTS: Final = frozenset({"script", "foreignObject", "iframe", "handler"})
_PICTURES: Final = frozenset(
    {"imagedata", "fill", "stroke", "textpath", "image", "use", "feImage", "OLEObject"}
)
"""Elements of VML and SVG that name a picture by its address, past all relationships."""
_IS_LISTENER: Final = re.compile("on[a-z]{3,}")
"""Attributes of SVG that hold a script."""


def without_linked_pictures(xml: bytes) -> bytes:
    """``xml`` with its field instructions left out if one of them fetches a picture.

    ``Unacceptable`` where it is no XML, has a document type, or does something on its own. The
    fields then keep the result that they last had.
    """
    part = _Part(xml)
    if acts(part.instructions) or acts(part.simple_instructions):
        raise Unacceptable(Refusal.ACTIVE_CONTENT)
    if fetches_picture(part.simple_instructions):
        raise Unacceptable(Refusal.ACTIVE_CONTENT)
    return part.without_instructions() if fetches_picture(part.instructions) else xml


class _Part:
    """What one reading came upon."""

    def __init__(self, xml: bytes) -> None:
        if len(xml) > LARGEST_XML:
            raise Unacceptable(Refusal.BOMB)
        self._xml = xml
        self._texts: list[str] = []
        self._simple: list[str] = []
        self._ranges: list[tuple[int, int]] = []
        self._begun: int | None = None
        self._within = False
        # Word would believe the encoding that the part names; a second reading is not offered.
        self._parser = expat.ParserCreate("UTF-8")
        self._parser.XmlDeclHandler = _check_encoding
        self._parser.StartDoctypeDeclHandler = _refuse_doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        try:
            self._parser.Parse(xml, True)
        except expat.ExpatError as error:
            raise Unacceptable(Refusal.DAMAGED) from error

    @property
    def instructions(self) -> str:
        """Instructions of the fields, put together from all their pieces."""
        return "".join(self._texts)

    @property
    def simple_instructions(self) -> str:
        """Instructions of the fields that are written as one attribute."""
        return BOUNDARY.join(self._simple)

    def without_instructions(self) -> bytes:
        """The part without the text of any instruction."""
        kept, end = [], 0
        for begun, ended in self._ranges:
            kept.append(self._xml[end:begun])
            end = ended
        return b"".join([*kept, self._xml[end:]])

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        self._within = name in _INSTRUCTIONS
        if name == "fldChar":
            self._texts.append(BOUNDARY)
        elif name in _SVG_THAT_ACTS:
            raise Unacceptable(Refusal.ACTIVE_CONTENT)
        for key, value in attributes.items():
            self._attribute(name, key.rpartition(":")[2], value)

    def _attribute(self, element: str, key: str, value: str) -> None:
        if key == "instr":
            self._simple.append(value)
        elif element in _PICTURES and key in {"src", "href"}:
            if value.strip().lower().startswith(_FROM_ELSEWHERE):
                raise Unacceptable(Refusal.ACTIVE_CONTENT)
        elif _IS_LISTENER.fullmatch(key):
            raise Unacceptable(Refusal.ACTIVE_CONTENT)

    def _text(self, text: str) -> None:
        if self._within:
            self._texts.append(text)
            if self._begun is None:
                self._begun = self._parser.CurrentByteIndex

    def _end(self, _name: str) -> None:
        if self._begun is not None:
            self._ranges.append((self._begun, self._parser.CurrentByteIndex))
        self._begun, self._within = None, False


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.lower() not in {"utf-8", "us-ascii"}:
        raise Unacceptable(Refusal.DAMAGED)


def _refuse_doctype(
    _name: str, _system: str | None, _public: str | None, has_internal: bool
) -> None:
    # Entities can only be declared in here; no word processor writes one.
    raise Unacceptable(Refusal.BOMB if has_internal else Refusal.DAMAGED)
