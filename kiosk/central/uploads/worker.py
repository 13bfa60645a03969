"""The process in which one uploaded file is taken apart: bytes in, a verdict out.

Whatever a decoder does stays here. An exception that nobody foresaw ends this process, and the
parent calls the file damaged. Run as ``python -m kiosk.central.uploads.worker SECONDS``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import Final, cast

from kiosk.central.uploads.answers import LARGEST_KEPT, Header, encoded
from kiosk.central.uploads.kinds import FileKind, kind_of
from kiosk.central.uploads.limits import confine, peak_kib
from kiosk.central.uploads.refusals import Refusal, Unacceptable
from kiosk.central.uploads.verdicts import Inspected

Inspector = Callable[[bytes], Inspected]
UNUSABLE: Final = 69
"""Exit status of a worker that lacks a library (EX_UNAVAILABLE of sysexits)."""
_MODULES: Final = {
    FileKind.JPG: "photos",
    FileKind.PNG: "photos",
    FileKind.WEBP: "photos",
    FileKind.HEIC: "heic",
    FileKind.PDF: "pdf",
    FileKind.DOC: "doc",
    FileKind.DOCX: "docx",
}


def main(arguments: list[str]) -> int:
    """Inspect what stands on standard input; the exit status is 0 whatever the verdict."""
    confine(float(arguments[0]))
    content = sys.stdin.buffer.read()
    kind = kind_of(content)
    if kind is None:
        return _tell(Header(reason=Refusal.UNKNOWN_KIND))
    try:
        inspector = inspector_for(kind)
    except ImportError:
        return UNUSABLE
    try:
        kept = inspector(content)
    except Unacceptable as refusal:
        return _tell(Header(reason=refusal.reason))
    except MemoryError:
        return _tell(Header(reason=Refusal.BOMB))
    if len(kept.content) > LARGEST_KEPT:
        return _tell(Header(reason=Refusal.TOO_LARGE))
    header = Header(None, kept.kind, kept.pages, kept.removed, kept.neutralised)
    return _tell(header, kept.content)


def inspector_for(kind: FileKind) -> Inspector:
    """The function for files of ``kind``; loads that kind's decoders and no others."""
    module = import_module(f"kiosk.central.uploads.{_MODULES[kind]}")
    return cast(Inspector, module.inspected)


def _tell(header: Header, content: bytes = b"") -> int:
    sys.stdout.buffer.write(encoded(replace(header, peak_kib=peak_kib()), content))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
