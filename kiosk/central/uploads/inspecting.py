"""The door: bytes that a phone uploaded go in, and what may be kept of them comes out.

The bytes are opened in a child process only. Nothing that a file does to its decoder reaches the
platform; at the worst the child is killed and the file refused.
"""

from __future__ import annotations

import logging
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import Final

import msgspec

from kiosk.central.uploads.answers import LARGEST_ANSWER, LARGEST_KEPT, Header
from kiosk.central.uploads.child import Ended, run
from kiosk.central.uploads.kinds import KEPT, FileKind, kind_of
from kiosk.central.uploads.refusals import Refusal
from kiosk.central.uploads.verdicts import Inspected, RefusedFile, refused
from kiosk.central.uploads.worker import UNUSABLE
from kiosk.contract.phone import LARGEST_FILE

WALL_SECONDS: Final = 5.0
AT_ONCE: Final = 2
"""Inspections at a time in one process, each of up to 300 MB."""
PATIENCE: Final = 20.0
"""Seconds to wait for a place among them."""
_places = BoundedSemaphore(AT_ONCE)
_SOURCES: Final = Path(__file__).resolve().parents[3]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict and the most memory that the child held for it, in KiB (0: it never said)."""

    verdict: Inspected | RefusedFile
    peak_kib: int = 0


def inspect(content: bytes, *, wall_seconds: float = WALL_SECONDS) -> Inspected | RefusedFile:
    """What may be kept of ``content``, or why nothing may.

    Blocks for up to ``wall_seconds`` once it is this file's turn; call it from a thread. No
    content of a file makes it raise.
    """
    return judge(content, wall_seconds=wall_seconds).verdict


def judge(content: bytes, *, wall_seconds: float = WALL_SECONDS) -> Judged:
    """As ``inspect``, with what it cost."""
    reason = _at_first_sight(content)
    if reason is not None:
        return Judged(refused(reason))
    if not _places.acquire(timeout=PATIENCE):
        _log.warning("No file could be inspected for %g seconds: too many at once.", PATIENCE)
        return Judged(refused(Refusal.UNAVAILABLE))
    try:
        return _judged(_asked(content, wall_seconds))
    except OSError as error:
        _log.error("No process could be started to inspect a file: %s.", error)
        return Judged(refused(Refusal.UNAVAILABLE))
    finally:
        _places.release()


def _at_first_sight(content: bytes) -> Refusal | None:
    if not content:
        return Refusal.EMPTY
    if len(content) > LARGEST_FILE:
        return Refusal.TOO_LARGE
    return Refusal.UNKNOWN_KIND if kind_of(content) is None else None


def _asked(content: bytes, wall_seconds: float) -> Ended:
    # -P: neither the folder it starts in nor that of its script is searched for modules.
    flags = ("-s", "-P", "-B", "-m", "kiosk.central.uploads.worker")
    return run(
        (sys.executable, *flags, str(wall_seconds)),
        content,
        seconds=wall_seconds,
        largest=LARGEST_ANSWER,
        environment={"PYTHONPATH": str(_SOURCES)},
    )


def _judged(ended: Ended) -> Judged:
    if ended.status is None or ended.status == -signal.SIGXCPU:
        return Judged(refused(Refusal.TOOK_TOO_LONG))
    if ended.status == UNUSABLE:
        _log.error("Files cannot be inspected: a library of the extra [central] is missing.")
        return Judged(refused(Refusal.UNAVAILABLE))
    if ended.status:
        _log.warning("The inspection of a file ended with status %d.", ended.status)
        return Judged(refused(Refusal.DAMAGED))
    try:
        return _believed(ended.output)
    except ValueError as error:
        _log.warning("The inspection of a file gave no verdict: %s.", error)
        return Judged(refused(Refusal.DAMAGED))


def _believed(output: bytes) -> Judged:
    """The verdict in ``output``; ``ValueError`` where it is none that the worker would give."""
    line, _, content = output.partition(b"\n")
    header = msgspec.json.decode(line, type=Header)
    if header.reason is not None:
        return Judged(refused(Refusal(header.reason)), header.peak_kib)
    kind = FileKind(header.kind or "")
    if kind not in KEPT or kind_of(content) != kind:
        raise ValueError("the bytes are not of the kind it names")
    if len(content) > LARGEST_KEPT:
        raise ValueError("more came than may be kept")
    kept = Inspected(kind, content, header.pages, header.removed, header.neutralised)
    return Judged(kept, header.peak_kib)
