"""Files of residents: sealed bytes by name, in a folder of the home or where a city keeps them.

A name is one or more parts of ``a-z 0-9 -`` joined by ``/``. What is not sealed is not taken, so
that no plaintext comes to lie anywhere by mistake.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final, Protocol

from kiosk.central.places import FILES_URL, Places
from kiosk.sealing import SUITE_SEALED_BOX

_NAME: Final = re.compile(r"[a-z0-9-]{1,64}(/[a-z0-9-]{1,64})*")
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+]*")
_SUITES: Final = (bytes([SUITE_SEALED_BOX]),)


class FilesUnusable(Exception):
    """The place for files does not answer; the message is one sentence without an address."""


class ResidentFiles(Protocol):
    """A place for files; every method raises ``FilesUnusable`` where it does not answer."""

    def put(self, name: str, content: bytes) -> None:
        """Keep the sealed ``content``; it is there as a whole when this returns, or not at all."""

    def get(self, name: str) -> bytes | None:
        """What was put, or None."""

    def delete(self, name: str) -> None:
        """Forget it; also where there is none."""


def resident_files(places: Places) -> ResidentFiles:
    """The place that ``places`` names; ``FilesUnusable`` where it is none."""
    if isinstance(places.files, Path):
        return LocalFiles(places.files)
    scheme, _, rest = places.files.partition("://")
    if scheme == "file" and rest.startswith("/"):
        return LocalFiles(Path(rest))
    if scheme == "file" or not _SCHEME.fullmatch(scheme) or not rest.strip("/"):
        raise _no_address()
    return _remote(scheme, places.files)


class LocalFiles:
    """Files in ``folder``, for the eyes of their owner only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, name: str, content: bytes) -> None:
        """Keep the sealed ``content``: on the disk before it has the name."""
        path = self._folder / _checked(name, content)
        with _failures_named():
            _make_private(path.parent, self._folder)
            with NamedTemporaryFile(dir=path.parent, prefix=".draft-", delete=False) as draft:
                try:
                    draft.write(content)
                    draft.flush()
                    os.fsync(draft.fileno())
                    Path(draft.name).rename(path)
                finally:
                    Path(draft.name).unlink(missing_ok=True)
            _sync(path.parent)

    def get(self, name: str) -> bytes | None:
        """What was put, or None."""
        with _failures_named():
            try:
                return (self._folder / _checked(name)).read_bytes()
            except FileNotFoundError:
                return None

    def delete(self, name: str) -> None:
        """Forget it, also after a loss of power."""
        path = self._folder / _checked(name)
        with _failures_named():
            try:
                path.unlink()
            except FileNotFoundError:
                return
            _sync(path.parent)


class RemoteFiles:
    """Files under ``root`` of a file system of fsspec that writes an object as a whole."""

    def __init__(self, system: Any, root: str) -> None:  # noqa: ANN401
        self._system, self._root = system, root.rstrip("/")

    def put(self, name: str, content: bytes) -> None:
        """Keep the sealed ``content``."""
        path = self._path(_checked(name, content))
        with _failures_named():
            self._system.pipe_file(path, content)

    def get(self, name: str) -> bytes | None:
        """What was put, or None."""
        path = self._path(_checked(name))
        with _failures_named():
            try:
                content: bytes = self._system.cat_file(path)
            except FileNotFoundError:
                return None
            return content

    def delete(self, name: str) -> None:
        """Forget it."""
        path = self._path(_checked(name))
        with _failures_named():
            try:
                self._system.rm_file(path)
            except FileNotFoundError:
                return

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"


def _remote(scheme: str, address: str) -> RemoteFiles:
    from fsspec.core import url_to_fs  # noqa: PLC0415

    try:
        system, root = url_to_fs(address, use_listings_cache=False, skip_instance_cache=True)
    except ImportError as error:
        raise FilesUnusable(
            f"{FILES_URL} with {scheme}:// needs a package that is not there; install the extra "
            "'central-s3' for S3, or what fsspec asks for."
        ) from error
    except (ValueError, OSError) as error:
        raise _no_address() from error
    return RemoteFiles(system, root)


def _no_address() -> FilesUnusable:
    return FilesUnusable(
        f"{FILES_URL} is no address like s3://bucket/prefix; leave it away for the home."
    )


def _checked(name: str, content: bytes | None = None) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(f"no name of a resident's file: {name!r}")
    if content is not None and not content.startswith(_SUITES):
        raise ValueError("a resident's file has to be sealed before it is kept")
    return name


@contextmanager
def _failures_named() -> Iterator[None]:
    try:
        yield
    except _failures() as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        raise FilesUnusable(f"The place for residents' files failed: {why}.") from error


def _failures() -> tuple[type[Exception], ...]:
    # What S3 without a network raises is no OSError; its library is loaded where it is in use.
    botocore = sys.modules.get("botocore.exceptions")
    return (OSError, botocore.BotoCoreError) if botocore else (OSError,)


def _make_private(folder: Path, top: Path) -> None:
    for below in (*(p for p in reversed(folder.parents) if p.is_relative_to(top)), folder):
        if not below.is_dir():
            below.mkdir(mode=0o700, parents=below == top, exist_ok=True)
            _sync(below.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
