"""PDF files: what can act is taken out, and the pages are saved as a file of their own.

The new file holds what its pages need and nothing else: no object of what was removed, no earlier
version of anything, no byte after its end.
"""

from __future__ import annotations

from io import BytesIO
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from pikepdf.exceptions import PasswordError, PikepdfError
from pikepdf.settings import set_qpdf_limits

from kiosk.central.uploads.kinds import FileKind
from kiosk.central.uploads.pdf_scrubbing import Scrubbing
from kiosk.central.uploads.pdf_streams import LARGEST_STREAM
from kiosk.central.uploads.refusals import Refusal, Unacceptable
from kiosk.central.uploads.verdicts import Inspected

MOST_PAGES: Final = 20
_MOST_WARNINGS: Final = 1000
_MOST_ITEMS: Final = 200_000
_SWELLING: Final = ("limit exceeded", "bad_alloc")
_CATALOGUE: Final = frozenset(
    {"/Type", "/Pages", "/Version", "/Extensions", "/Lang", "/AcroForm", "/OCProperties"}
    | {"/MarkInfo", "/StructTreeRoot"}
)
"""Entries of the document catalogue (ISO 32000-1, 7.7.2) that pages need to look right and to be
read aloud; the others name, start or describe something."""
_FAULTS: Final = (PikepdfError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError)
"""What reading a file raises whose objects are not what their places ask for."""


def inspected(content: bytes) -> Inspected:
    """The pages of ``content`` in a new PDF; ``Unacceptable`` where it cannot be kept."""
    set_qpdf_limits(
        doc_max_warnings=_MOST_WARNINGS,
        parser_max_container_size=_MOST_ITEMS,
        flate_max_memory=LARGEST_STREAM,
        run_length_max_memory=LARGEST_STREAM,
        png_max_memory=LARGEST_STREAM,
        tiff_max_memory=LARGEST_STREAM,
    )
    try:
        with pikepdf.open(BytesIO(content), suppress_warnings=True) as pdf:
            return _cleaned(pdf)
    except PasswordError as error:
        raise Unacceptable(Refusal.ENCRYPTED) from error
    except _FAULTS as error:
        # qpdf has no class of its own for a limit that was set above.
        swells = any(words in str(error) for words in _SWELLING)
        raise Unacceptable(Refusal.BOMB if swells else Refusal.DAMAGED) from error


def _cleaned(pdf: Pdf) -> Inspected:
    count = len(pdf.pages)
    if count > MOST_PAGES:
        raise Unacceptable(Refusal.TOO_MANY_PAGES)
    if count == 0:
        raise Unacceptable(Refusal.DAMAGED)
    scrubbing = Scrubbing(pdf)
    scrubbing.scrub()
    _prune(pdf)
    for page in pdf.pages:
        _tidy_annotations(page.obj)
    return Inspected(FileKind.PDF, _saved(pdf), count, tuple(sorted(scrubbing.removed)))


def _prune(pdf: Pdf) -> None:
    """Take from catalogue and trailer what no page needs."""
    for key in pdf.Root.keys() - _CATALOGUE:
        del pdf.Root[key]
    for key in pdf.trailer.keys() - {"/Root", "/Size", "/ID", "/Encrypt"}:
        del pdf.trailer[key]


def _tidy_annotations(page: pikepdf.Object) -> None:
    """Leave out of ``page`` the annotations and links that were emptied."""
    found = page.get(Name.Annots)
    if not isinstance(found, Array):
        return
    kept = [note for note in found.as_list() if isinstance(note, Dictionary) and note.keys()]
    for note in kept:
        action = note.get(Name.A)
        if isinstance(action, Dictionary) and not action.keys():
            del note[Name.A]
    page.Annots = Array(kept)


def _saved(pdf: Pdf) -> bytes:
    file = BytesIO()
    pdf.save(
        file,
        preserve_pdfa=False,
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        encryption=False,
    )
    return file.getvalue()
