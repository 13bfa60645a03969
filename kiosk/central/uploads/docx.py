"""Word documents since 2007: the parts that belong to the text, packed into a file of their own.

Parts are found as Word finds them, by following relationships from the top. What nothing leads to
is left behind, and so is everything before, between and after the entries of the archive.
"""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import ParseError

from kiosk.central.uploads.archive import Archive, packed
from kiosk.central.uploads.content_types import DOCUMENT, PART, ContentTypes, check_type, is_xml
from kiosk.central.uploads.kinds import FileKind
from kiosk.central.uploads.refusals import Refusal, Unacceptable
from kiosk.central.uploads.relationships import (
    neutral,
    part_of,
    part_with_relationships,
    relationships_in,
    written,
)
from kiosk.central.uploads.verdicts import Inspected
from kiosk.central.uploads.xml_parts import without_linked_pictures

_MACRO_NAMES: Final = ("vbaproject", "vbadata")
_ACTIVE_NAMES: Final = ("/embeddings/", "/activex/", "/oleobject")
_TOP: Final = ""
"""Name under which the archive as a whole refers to its parts."""


def inspected(content: bytes) -> Inspected:
    """The document in ``content`` packed anew; ``Unacceptable`` where it cannot be kept."""
    archive = Archive(content)
    if PART not in archive:
        raise Unacceptable(Refusal.UNKNOWN_KIND)
    _check_names(archive.names)
    try:
        return _Gathering(archive).document()
    except (ParseError, ValueError, LookupError) as error:
        raise Unacceptable(Refusal.DAMAGED) from error


def _check_names(names: list[str]) -> None:
    """Refuse what a reader might go by even where no relationship leads to it."""
    lowered = [f"/{name.lower()}" for name in names]
    if any(word in name for name in lowered for word in _MACRO_NAMES):
        raise Unacceptable(Refusal.MACROS)
    if any(word in name for name in lowered for word in _ACTIVE_NAMES):
        raise Unacceptable(Refusal.ACTIVE_CONTENT)


class _Gathering:
    """The parts that can be reached, made harmless one after the other."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._types = ContentTypes(without_linked_pictures(archive.read(PART)))
        self._removed: set[str] = set()
        self._parts: dict[str, bytes] = {}
        self._waiting = [_TOP]
        self._has_document = False

    def document(self) -> Inspected:
        """All parts, packed; ``Unacceptable`` if the archive holds no Word document."""
        while self._waiting:
            self._gather(self._waiting.pop())
        if not self._has_document:
            raise Unacceptable(Refusal.UNKNOWN_KIND)
        table = self._types.for_parts(list(self._parts))
        content = packed({PART: table, **self._parts})
        return Inspected(FileKind.DOCX, content, None, tuple(sorted(self._removed)))

    def _gather(self, name: str) -> None:
        if name != _TOP:
            if name in self._parts:
                return
            self._parts[name] = self._read(name)
        references = part_with_relationships(name)
        if references in self._archive:
            self._parts[references] = self._follow(name, references)

    def _read(self, name: str) -> bytes:
        kind = self._types.of(name)
        check_type(name, kind)
        content = self._archive.read(name)
        if not is_xml(name, kind):
            return content
        harmless = without_linked_pictures(content)
        if len(harmless) != len(content):
            self._removed.add("LinkedPicture")
        return harmless

    def _follow(self, source: str, references: str) -> bytes:
        """The relationships of ``source``, made harmless; their parts are gathered next."""
        kept = []
        for found in relationships_in(without_linked_pictures(self._archive.read(references))):
            harmless, removed = neutral(found)
            kept.append(harmless)
            if removed:
                self._removed.add(removed)
            if not harmless.external:
                self._expect(part_of(harmless, source), source, harmless.role)
        return written(kept)

    def _expect(self, name: str, source: str, role: str) -> None:
        if source == _TOP and role == "officeDocument":
            if self._types.of(name) != DOCUMENT:
                raise Unacceptable(Refusal.UNKNOWN_KIND)
            self._has_document = True
        if name in self._archive:
            self._waiting.append(name)
