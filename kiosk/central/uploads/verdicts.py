"""What an inspection comes to: a file that may be kept, or why it may not."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.central.uploads.kinds import FileKind
from kiosk.central.uploads.refusals import SENTENCES, Refusal


@dataclass(frozen=True, slots=True)
class Inspected:
    """What is to be kept: ``content`` in place of the bytes that came, of ``kind``.

    ``pages`` is known for a PDF only; ``removed`` names what was taken out, sorted. Where
    ``neutralised`` is False the bytes are the sender's own, looked at but not written anew, and may
    only be offered for download.
    """

    kind: FileKind
    content: bytes
    pages: int | None = None
    removed: tuple[str, ...] = ()
    neutralised: bool = True


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """Nothing of the file is kept; ``sentence`` is Chinese and for the person."""

    reason: Refusal
    sentence: str


def refused(reason: Refusal) -> RefusedFile:
    """The refusal for ``reason``, with its sentence."""
    return RefusedFile(reason, SENTENCES[reason])
