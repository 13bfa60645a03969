"""A walk over everything that a PDF holds, which blanks whatever can act, fetch or carry.

Nothing is looked up where the standard puts it: a dictionary that is an action is one wherever it
hangs, since a reader may come upon it by a way that nobody thought of. What is refused a place is
emptied in place, so that no second reference keeps it.
"""

from __future__ import annotations

from typing import Final

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from kiosk.central.uploads.pdf_streams import Unpacking
from kiosk.central.uploads.refusals import Refusal, Unacceptable

MOST_CONTAINERS: Final = 150_000
MOST_ITEMS: Final = 1_500_000
"""A résumé of 20 pages from a word processor has a hundredth of either."""

ACTIONS: Final = frozenset(
    {"/JavaScript", "/Launch", "/URI", "/SubmitForm", "/ImportData", "/ResetForm", "/Hide"}
    | {"/GoToR", "/GoToE", "/GoToDp", "/Thread", "/Named", "/SetOCGState", "/Trans"}
    | {"/Rendition", "/Movie", "/Sound", "/RichMediaExecute", "/GoTo3DView"}
)
"""Types of action (ISO 32000-2, 12.6.4) but the one that goes to a page of the same file."""
ANNOTATIONS: Final = frozenset(
    {"/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D", "/Projection"}
)
"""Types of annotation (12.5.6) that carry a file, play something or run something."""
CARRIERS: Final = frozenset({"/EmbeddedFile", "/Filespec", "/F"})
"""Values of /Type of what is a file or stands for one."""
ENTRIES: Final = frozenset(
    {"/OpenAction", "/AA", "/JavaScript", "/JS", "/XFA", "/URI", "/URLS", "/Collection"}
    | {"/EmbeddedFiles", "/EF", "/AF", "/RF", "/Renditions", "/AlternatePresentations"}
    | {"/RichMediaContent", "/RichMediaSettings", "/3DD", "/OPI", "/SpiderInfo"}
)
"""Entries that are taken out wherever they stand, and told."""
QUIET_ENTRIES: Final = frozenset({"/Metadata", "/PieceInfo", "/Thumb", "/LastModified"})
"""Entries that are about the file's making; taken out without a word."""
STREAM_ENTRIES: Final = frozenset({"/F", "/FFilter", "/FDecodeParms", "/Ref"})
"""Entries by which the bytes of a stream, or what it shows, stand in another file."""


class Scrubbing:
    """One walk; ``removed`` holds the names of what was taken out, without their slash."""

    def __init__(self, pdf: Pdf) -> None:
        self.removed: set[str] = set()
        self._root = pdf.Root
        self._seen: set[tuple[int, int]] = set()
        self._waiting: list[Object] = []
        self._containers = 0
        self._items = 0
        self._unpacking = Unpacking(pdf)

    def scrub(self) -> None:
        """Blank all that can be reached; ``Unacceptable`` where there is no end to it."""
        self._note(self._root)
        while self._waiting:
            found = self._waiting.pop()
            if isinstance(found, Array):
                self._note_all(list(found.as_list()))
            else:
                self._scrub_entries(found)

    def _note(self, value: object) -> None:
        """Put ``value`` on the list of what is still to be looked at, once."""
        if not isinstance(value, Object) or not isinstance(value, Array | Dictionary | Stream):
            return
        if value.is_indirect:
            if value.objgen in self._seen:
                return
            self._seen.add(value.objgen)
        self._containers += 1
        if self._containers > MOST_CONTAINERS:
            raise Unacceptable(Refusal.BOMB)
        self._waiting.append(value)

    def _note_all(self, values: list[object]) -> None:
        self._items += len(values)
        if self._items > MOST_ITEMS:
            raise Unacceptable(Refusal.BOMB)
        for value in values:
            self._note(value)

    def _scrub_entries(self, found: Object) -> None:
        entries = dict(found.items())
        self._note_all(list(entries.values()))
        name = _forbidden(entries)
        if name:
            self.removed.add(name)
            _empty(found)
            return
        for key in entries.keys() & ENTRIES:
            self.removed.add(key[1:])
            del found[key]
        for key in entries.keys() & QUIET_ENTRIES:
            del found[key]
        if isinstance(found, Stream):
            self._scrub_stream(found, entries)

    def _scrub_stream(self, stream: Stream, entries: dict[str, Object]) -> None:
        if entries.keys() & STREAM_ENTRIES:
            self.removed.add("ExternalStream")
            _empty(stream)
        self._unpacking.check(stream)


def _forbidden(entries: dict[str, Object]) -> str:
    """Name for a dictionary that may not stay at all; empty for one that may."""
    for key, names in (("/S", ACTIONS), ("/Subtype", ANNOTATIONS), ("/Type", CARRIERS)):
        value = entries.get(key)
        if isinstance(value, Name) and str(value) in names:
            return "Filespec" if str(value) == "/F" else str(value)[1:]
    return ""


def _empty(found: Object) -> None:
    if isinstance(found, Stream):
        found.write(b"")
    for key in found.keys() - {"/Length"}:
        del found[key]
