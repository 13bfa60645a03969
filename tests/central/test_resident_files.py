"""Where residents' files lie: what was put is there as a whole, and only its owner reads it."""

from __future__ import annotations

import builtins
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from fsspec.implementations.memory import MemoryFileSystem

from kiosk.central import resident_files as room
from kiosk.central.places import places_of
from kiosk.central.resident_files import FilesUnusable, ResidentFiles, resident_files

SEALED = b"\x01sealed"
NAME = f"phone/{uuid4()}"


@pytest.fixture(params=["folder", "memory"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ResidentFiles]:
    address = f"memory://{uuid4()}/files" if request.param == "memory" else ""
    yield resident_files(places_of(tmp_path, {"FILES_URL": address}))
    MemoryFileSystem.store.clear()
    MemoryFileSystem.pseudo_dirs[:] = [""]


def local(home: Path) -> ResidentFiles:
    return resident_files(places_of(home, {}))


def test_what_is_put_is_got_until_it_is_deleted(files: ResidentFiles) -> None:
    assert files.get(NAME) is None
    files.put(NAME, SEALED)
    assert files.get(NAME) == SEALED
    files.put(NAME, SEALED + b" anew")
    assert files.get(NAME) == SEALED + b" anew"
    files.delete(NAME)
    assert files.get(NAME) is None
    files.delete(NAME)


def test_one_is_not_another(files: ResidentFiles) -> None:
    other = f"phone/{uuid4()}"
    files.put(NAME, SEALED)
    files.put(other, SEALED * 2)
    files.delete(NAME)
    assert files.get(other) == SEALED * 2


@pytest.mark.parametrize(
    "name", ["", "..", "../keys", "phone/../../keys", "/etc/x", "a//b", "a/", "A", "é", "a\n", "."]
)
def test_no_name_leads_elsewhere(files: ResidentFiles, name: str) -> None:
    for use in (files.get, files.delete, lambda n: files.put(n, SEALED)):
        with pytest.raises(ValueError, match="no name"):
            use(name)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", "简历".encode()])
def test_what_is_not_sealed_is_not_taken(files: ResidentFiles, content: bytes) -> None:
    with pytest.raises(ValueError, match="sealed"):
        files.put(NAME, content)
    assert files.get(NAME) is None


def test_a_folder_is_its_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        local(tmp_path).put(NAME, SEALED)
    finally:
        os.umask(before)
    path = tmp_path / "files" / NAME
    assert path.read_bytes() == SEALED
    found = [stat.S_IMODE(p.stat().st_mode) for p in (path, path.parent, tmp_path / "files")]
    assert found == [0o600, 0o700, 0o700]


def test_cut_off_it_is_the_old_file_and_no_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = local(tmp_path)
    files.put(NAME, SEALED)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(room.os, "fsync", full)
    with pytest.raises(FilesUnusable, match=r"files failed: No space left on device\.$"):
        files.put(NAME, SEALED + b" anew")
    monkeypatch.undo()
    assert files.get(NAME) == SEALED
    assert [p.name for p in (tmp_path / "files" / "phone").iterdir()] == [NAME.partition("/")[2]]


def test_it_is_on_the_disk_before_it_has_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, rename = os.fsync, Path.rename

    def synced(descriptor: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        fsync(descriptor)

    def renamed(self: Path, target: Path) -> Path:
        done.append("name")
        return rename(self, target)

    files = local(tmp_path)
    files.put("phone/first", SEALED)
    monkeypatch.setattr(room.os, "fsync", synced)
    monkeypatch.setattr(Path, "rename", renamed)
    files.put(NAME, SEALED)
    assert done == ["file", "name", "folder"]


def test_a_folder_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "files").write_bytes(b"a file")
    files = local(tmp_path)
    for use in (files.get, files.delete, lambda n: files.put(n, SEALED)):
        with pytest.raises(FilesUnusable, match=r"^The place for residents' files failed: .*\.$"):
            use(NAME)


def test_a_bucket_without_its_library_is_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    importing = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.partition(".")[0] == "s3fs":
            raise ImportError(name)
        return importing(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(FilesUnusable, match=r"extra 'central-s3'") as caught:
        resident_files(places_of(tmp_path, {"FILES_URL": "s3://key:geheim@bucket/prefix"}))
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    "address", ["nowhere://x/y", "files", "://", "s4:/x", "s3://", "file://x", "a::s3://x"]
)
def test_an_address_that_is_none_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(FilesUnusable, match=r"^FILES_URL is no address like s3://"):
        resident_files(places_of(tmp_path, {"FILES_URL": address}))


def test_what_fails_far_away_is_told_from_what_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = resident_files(places_of(tmp_path, {"FILES_URL": "memory://bucket"}))

    def away(*_: object, **__: object) -> bytes:
        raise ConnectionError("reset by geheim")

    monkeypatch.setattr(MemoryFileSystem, "cat_file", away)
    with pytest.raises(FilesUnusable, match=r"failed: ConnectionError\.$"):
        files.get(NAME)
