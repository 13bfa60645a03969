"""Where a terminal is in what it does, seen from outside: for the tally, and to kill it there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any, Final

from kiosk.agent.answers import Downloaded, Fetched, NotModified, Unreachable
from kiosk.agent.signing import SignedApi
from kiosk.agent.sources import BundleSource, CatalogueSource, FolderSource
from offline_cache.publishing import Publishing
from offline_cache.writer import CatalogueWriter

PHASES: Final = (
    "idle",
    "starting",
    "manifest",
    "blob",
    "applying",
    "committed",
    "noting",
    "posting",
    "sending",
    "receipt",
)


class Phase:
    """``now`` is one of ``PHASES``; ``told`` hears of every change."""

    def __init__(self) -> None:
        self.now = "idle"
        self.told: Callable[[str], None] = lambda _: None

    def enter(self, phase: str) -> None:
        """Be in ``phase`` from now on."""
        self.now = phase
        self.told(phase)


PHASE: Final = Phase()
"""Of the one terminal that this process is."""


class WatchedSource:
    """``source``, with the phase kept as it is asked."""

    def __init__(self, source: CatalogueSource) -> None:
        self._source = source

    def manifest(self, region: str, etag: str | None = None) -> Fetched | NotModified | Unreachable:
        """Manifest of ``region``."""
        PHASE.enter("manifest")
        return self._source.manifest(region, etag)

    def blob(self, sha256: str, size: int, into: IO[bytes]) -> Downloaded | Unreachable:
        """The blob named ``sha256``."""
        PHASE.enter("blob")
        return self._source.blob(sha256, size, into)


def watch() -> None:
    """Let the phase follow what is read from sticks and written, in this process, for good."""
    for source in (FolderSource, BundleSource):
        _watch_source(source)
    _watch_sending()
    publishing, note_contact = CatalogueWriter.publishing, CatalogueWriter.note_contact

    @contextmanager
    def watched(self: CatalogueWriter) -> Iterator[Publishing]:
        PHASE.enter("applying")
        with publishing(self) as one:
            yield one
        PHASE.enter("committed")

    def noted(self: CatalogueWriter, *args: Any) -> None:
        if PHASE.now != "committed":
            PHASE.enter("noting")
        note_contact(self, *args)

    CatalogueWriter.publishing = watched  # type: ignore[method-assign,assignment]
    CatalogueWriter.note_contact = noted  # type: ignore[method-assign]


def _watch_source(source: type[FolderSource] | type[BundleSource]) -> None:
    manifest, blob = source.manifest, source.blob

    def watched_manifest(self: Any, *args: Any) -> Any:
        PHASE.enter("manifest")
        return manifest(self, *args)

    def watched_blob(self: Any, *args: Any) -> Any:
        PHASE.enter("blob")
        return blob(self, *args)

    source.manifest = watched_manifest  # type: ignore[method-assign]
    source.blob = watched_blob  # type: ignore[method-assign]


def _watch_sending() -> None:
    send = SignedApi.send

    def watched(self: SignedApi, *args: Any, **kwargs: Any) -> Any:
        PHASE.enter("sending")
        answer = send(self, *args, **kwargs)
        PHASE.enter("receipt")
        return answer

    SignedApi.send = watched  # type: ignore[method-assign]
