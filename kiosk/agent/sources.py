"""Where a catalogue may come from besides the network: a folder or one file, on a stick.

Both hold what a static server would hold, so everything that is believed is believed for the same
reasons: a signature, a hash, a digest.
"""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Final, Protocol
from zipfile import BadZipFile, ZipFile

from kiosk.agent.answers import (
    MANIFEST_LIMIT,
    Downloaded,
    Fetched,
    NotModified,
    Unreachable,
)
from kiosk.agent.verdicts import Verdict

_CHUNK: Final = 65_536
_NO_BUNDLE_OF_OURS: Final = (BadZipFile, EOFError, zlib.error, RuntimeError)
"""What a zip file raises that is damaged, locked with a password or packed in an unknown way."""


class CatalogueSource(Protocol):
    """Gives a region's manifest and the blobs that it names; nothing of it is believed yet."""

    def manifest(self, region: str, etag: str | None = None) -> Fetched | NotModified | Unreachable:
        """Manifest of ``region``, unless it is still the one that ``etag`` names."""
        ...

    def blob(self, sha256: str, size: int, into: IO[bytes]) -> Downloaded | Unreachable:
        """Write the blob named ``sha256``, which should have ``size`` bytes, into ``into``."""
        ...


class UnusableSource(Exception):
    """What was named holds no catalogue; the message is one sentence."""


class FolderSource:
    """A tree as ``kiosk central publish --to`` writes it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def manifest(self, region: str, etag: str | None = None) -> Fetched | Unreachable:
        """Manifest of ``region``; nothing is remembered between two calls."""
        return _manifest(self._open, manifest_name(region))

    def blob(self, sha256: str, size: int, into: IO[bytes]) -> Downloaded | Unreachable:
        """Copy the blob named ``sha256`` into ``into``."""
        return _blob(self._open, blob_name(sha256), size, into)

    def close(self) -> None:
        """Nothing is held open."""

    def _open(self, name: str) -> IO[bytes]:
        return (self._folder / name).open("rb")


class BundleSource:
    """One file with such a tree inside, as ``kiosk bundle export`` writes it."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = ZipFile(path)
        except (BadZipFile, OSError) as error:
            raise UnusableSource(f"{path} is not a catalogue bundle ({error}).") from error

    def manifest(self, region: str, etag: str | None = None) -> Fetched | Unreachable:
        """Manifest of ``region``; nothing is remembered between two calls."""
        return _manifest(self._open, manifest_name(region))

    def blob(self, sha256: str, size: int, into: IO[bytes]) -> Downloaded | Unreachable:
        """Copy the blob named ``sha256`` into ``into``."""
        return _blob(self._open, blob_name(sha256), size, into)

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()

    def _open(self, name: str) -> IO[bytes]:
        return self._zip.open(name)


@contextmanager
def local_source(path: Path) -> Iterator[FolderSource | BundleSource]:
    """Source of the folder or bundle at ``path``; ``UnusableSource`` where it is neither."""
    with closing(FolderSource(path) if path.is_dir() else BundleSource(path)) as source:
        yield source


def manifest_name(region: str) -> str:
    """Path of a region's manifest within a tree or a bundle."""
    return f"v1/regions/{region}/manifest.json"


def blob_name(sha256: str) -> str:
    """Path of a blob within a tree or a bundle."""
    return f"v1/blobs/{sha256}"


class _Opening(Protocol):
    def __call__(self, name: str) -> IO[bytes]: ...


def _manifest(opening: _Opening, name: str) -> Fetched | Unreachable:
    try:
        with opening(name) as file:
            raw = file.read(MANIFEST_LIMIT + 1)
    except (FileNotFoundError, KeyError):
        return Unreachable(Verdict.NOT_FOUND, f"there is no {name}")
    except (OSError, *_NO_BUNDLE_OF_OURS) as error:
        return Unreachable(Verdict.TRUNCATED, f"{name}: {error}")
    if len(raw) > MANIFEST_LIMIT:
        return Unreachable(Verdict.OVERSIZED, f"{name} has more than {MANIFEST_LIMIT} bytes")
    return Fetched(raw, None)


def _blob(opening: _Opening, name: str, size: int, into: IO[bytes]) -> Downloaded | Unreachable:
    try:
        with opening(name) as file:
            start = into.tell()
            shutil.copyfileobj(_Bounded(file, size + 1), into, _CHUNK)
            copied = into.tell() - start
    except (FileNotFoundError, KeyError):
        return Unreachable(Verdict.NOT_FOUND, f"there is no {name}")
    except _NO_BUNDLE_OF_OURS as error:
        return Unreachable(Verdict.TRUNCATED, f"{name}: {error}")
    if copied != size:
        verdict = Verdict.TRUNCATED if copied < size else Verdict.OVERSIZED
        return Unreachable(verdict, f"{copied} bytes of {size} in {name}")
    return Downloaded(copied)


class _Bounded:
    """Reads no further than a declared size and one."""

    def __init__(self, file: IO[bytes], limit: int) -> None:
        self._file = file
        self._left = limit

    def read(self, size: int = -1) -> bytes:
        chunk = self._file.read(min(size, self._left))
        self._left -= len(chunk)
        return chunk
