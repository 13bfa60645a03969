"""Word documents of before 2007: looked through, and kept as they are or not at all.

Nothing but a word processor writes this format anew, so what can act is a reason to refuse, and
what is kept is marked as the sender's own bytes.
"""

from __future__ import annotations

import re
import struct
from io import BytesIO
from typing import Final

import olefile

from kiosk.central.uploads.doc_text import fib_of, template_of, text_of
from kiosk.central.uploads.fields import BOUNDARY, acts, fetches_picture
from kiosk.central.uploads.kinds import FileKind
from kiosk.central.uploads.refusals import Refusal, Unacceptable
from kiosk.central.uploads.verdicts import Inspected

_TEXT: Final = "worddocument"
_MACROS: Final = frozenset({"macros", "vba", "_vba_project", "_vba_project_cur", "vbaproject"})
_LOCKED: Final = frozenset(
    {"encryptedpackage", "encryptioninfo", "\x06dataspaces", "\x09drmcontent"}
)
_EMBEDDED: Final = frozenset({"\x01ole10native", "package", "\x03ocxname", "\x01ole10itemname"})
_POOL: Final = "objectpool"
"""Word makes this folder in every document; only what lies in it is an embedded object."""
_INSTRUCTION: Final = re.compile("\x13([^\x13\x14\x15]*)")
_ELSEWHERE: Final = re.compile(r"\s*(?:[a-z][a-z0-9+.-]+:|\\\\|//)", re.IGNORECASE)
_FAULTS: Final = (
    *(OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError),
    *(RuntimeError, struct.error),
)
"""What olefile raises on bytes that are no compound file."""


def inspected(content: bytes) -> Inspected:
    """``content`` up to its last sector; ``Unacceptable`` where it cannot be kept."""
    try:
        with olefile.OleFileIO(BytesIO(content)) as ole:
            _check(ole)
            return Inspected(FileKind.DOC, content[: _end(ole)], neutralised=False)
    except _FAULTS as error:
        raise Unacceptable(Refusal.DAMAGED) from error


def _check(ole: olefile.OleFileIO) -> None:
    paths = [[step.lower() for step in path] for path in ole.listdir(streams=True, storages=True)]
    names = {step for path in paths for step in path}
    if names & _LOCKED:
        raise Unacceptable(Refusal.ENCRYPTED)
    if names & _MACROS:
        raise Unacceptable(Refusal.MACROS)
    if [_TEXT] not in paths:
        raise Unacceptable(Refusal.UNKNOWN_KIND)
    if names & _EMBEDDED or any(path[0] == _POOL and len(path) > 1 for path in paths):
        raise Unacceptable(Refusal.ACTIVE_CONTENT)
    _check_text(ole)


def _check_text(ole: olefile.OleFileIO) -> None:
    word = ole.openstream("WordDocument").read()
    fib = fib_of(word)
    if fib.encrypted:
        raise Unacceptable(Refusal.ENCRYPTED)
    table = ole.openstream(fib.table).read()
    found = instructions_in(text_of(fib, word, table))
    if acts(found) or fetches_picture(found) or _ELSEWHERE.match(template_of(fib, table)):
        raise Unacceptable(Refusal.ACTIVE_CONTENT)


def instructions_in(text: str) -> str:
    """Instructions of the fields in ``text``, divided by ``BOUNDARY``."""
    return BOUNDARY.join(found.group(1) for found in _INSTRUCTION.finditer(text))


def _end(ole: olefile.OleFileIO) -> int:
    """Bytes from the start of the file to the end of the last sector in use."""
    used = [at for at, following in enumerate(ole.fat) if following != olefile.FREESECT]
    return int((max(used) + 2) * ole.sector_size) if used else 0
