"""Files that a phone sends: looked at, sealed, three at most, wrong ones with a sentence."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from starlette.requests import ClientDisconnect, Request

from kiosk.central import phone_upload_routes
from kiosk.central.forgetting import forget_what_is_over
from kiosk.central.phone_files import file_name
from kiosk.central.phone_words import SENTENCES
from kiosk.central.places import places_of
from kiosk.central.resident_files import FilesUnusable, resident_files
from kiosk.central.sealing_keys import sealing_key
from kiosk.central.store import Store
from kiosk.central.ticket_tables import PhoneFileRow
from kiosk.central.tickets import SESSION
from kiosk.central.uploads.kinds import FileKind
from kiosk.contract.phone import LARGEST_FILE, MOST_FILES
from kiosk.sealing import unseal
from kiosk.submissions import Purpose
from tests.phone_desk import ACTIVITY, JOB, PhoneDesk, phone_desk, resume
from tests.uploads import corpus, pdfs

PDF = pdfs.good(pages=2)


@pytest.fixture
def desk(database: str, tmp_path: Path) -> Iterator[PhoneDesk]:
    with phone_desk(tmp_path / "central") as desk:
        yield desk


def kept_files(desk: PhoneDesk) -> list[bytes]:
    folder = places_of(desk.home).files
    assert isinstance(folder, Path)
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


def test_a_file_is_kept_sealed_and_goes_with_the_resume(desk: PhoneDesk) -> None:
    ticket = desk.opened()
    answer = desk.upload(ticket, PDF)
    assert answer.status_code == 201
    file = answer.json()
    assert (file["kind"], file["pages"]) == ("pdf", 2)
    (sealed,) = kept_files(desk)
    assert b"%PDF" not in sealed
    assert unseal(sealed, [sealing_key(desk.home)]).startswith(b"%PDF")
    assert desk.put(ticket, "resumes", resume(wanted="", files=[file["id"]])).status_code == 201
    ((_, body),) = desk.submissions()
    assert body["files"] == [{"id": file["id"], "kind": "pdf", "pages": 2}]


@pytest.mark.parametrize("kind", [FileKind.PNG, FileKind.HEIC, FileKind.DOCX, FileKind.DOC])
def test_the_kinds_that_phones_have_are_taken(desk: PhoneDesk, kind: FileKind) -> None:
    assert desk.upload(desk.opened(), corpus.good()[kind]).status_code == 201


def test_a_file_sent_again_under_its_key_is_kept_once(desk: PhoneDesk) -> None:
    ticket, key = desk.opened(), str(uuid4())
    first, again = desk.upload(ticket, PDF, key), desk.upload(ticket, PDF, key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert len(kept_files(desk)) == 1


def test_a_fourth_file_is_one_too_many_until_one_is_dropped(desk: PhoneDesk) -> None:
    ticket = desk.opened()
    files = []
    for _ in range(MOST_FILES):
        files.append(desk.upload(ticket, PDF).json())
        desk.now += timedelta(seconds=1)
    assert [file["id"] for file in desk.open(ticket).json()["files"]] == [f["id"] for f in files]
    refused_as(desk.upload(ticket, PDF), *SENTENCES["too_many_files"])
    drop = f"/v1/phone/files/{files[0]['id']}"
    assert desk.client.delete(drop, headers=desk.headers(ticket)).status_code == 204
    assert len(kept_files(desk)) == MOST_FILES - 1
    gone = desk.client.delete(drop, headers=desk.headers(ticket))
    refused_as(gone, *SENTENCES["no_file"])
    assert desk.upload(ticket, PDF).status_code == 201


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (b"", 422, "空"),
        (b"MZ\x90\x00" + bytes(100), 422, "收不了"),
        (b"<html><script>alert(1)</script>", 422, "收不了"),
        (PDF[:300], 422, "打不开"),
        (b"%PDF-1.7\n" + bytes(LARGEST_FILE), 413, "10 MB"),
    ],
)
def test_a_file_that_is_not_taken_has_a_sentence_and_costs_nothing(
    desk: PhoneDesk, content: bytes, status: int, words: str
) -> None:
    ticket = desk.opened()
    good = desk.upload(ticket, PDF).json()
    answer = desk.upload(ticket, content)
    assert answer.status_code == status
    assert words in answer.json()["detail"]
    assert desk.put(ticket, "resumes", resume(files=[good["id"]])).status_code == 201


def test_ten_megabytes_are_taken_and_one_byte_more_is_not(desk: PhoneDesk) -> None:
    ticket = desk.opened()
    whole = PDF + b"\n%" + b" " * (LARGEST_FILE - len(PDF) - 2)
    assert len(whole) == LARGEST_FILE
    assert desk.upload(ticket, whole).status_code == 201
    assert desk.upload(ticket, whole + b" ").status_code == 413


def test_a_file_without_end_is_not_waited_for(desk: PhoneDesk) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        while sent < 10 * LARGEST_FILE:
            sent += 1 << 20
            yield bytes(1 << 20)

    assert desk.upload(desk.opened(), endless()).status_code == 413


async def stalled(_request: Request) -> AsyncIterator[bytes]:
    yield PDF[:100]
    await asyncio.Event().wait()


async def broken(_request: Request) -> AsyncIterator[bytes]:
    yield PDF[:100]
    raise ClientDisconnect


@pytest.mark.parametrize("stream", [stalled, broken])
def test_a_file_that_stalls_or_breaks_off_is_given_up_and_can_be_sent_again(
    desk: PhoneDesk, monkeypatch: pytest.MonkeyPatch, stream: object
) -> None:
    ticket = desk.opened()
    monkeypatch.setattr(phone_upload_routes, "SLOWEST", 0.05)
    monkeypatch.setattr(Request, "stream", stream)
    for _ in range(phone_upload_routes.AT_ONCE + 1):
        refused_as(desk.upload(ticket, PDF), *SENTENCES["cut_off"])
    monkeypatch.undo()
    assert desk.upload(ticket, PDF).status_code == 201


def test_a_file_for_another_errand_or_without_ticket_is_refused(desk: PhoneDesk) -> None:
    refused_as(
        desk.upload(desk.opened(Purpose.SIGN_UP, ACTIVITY), PDF), *SENTENCES["other_purpose"]
    )
    assert desk.client.post("/v1/phone/files", content=PDF).status_code == 403
    refused_as(desk.upload(desk.ticket(), PDF), *SENTENCES["expired"])


def test_the_file_of_another_ticket_can_be_neither_sent_nor_dropped(desk: PhoneDesk) -> None:
    mine, theirs = desk.opened(), desk.opened()
    file = desk.upload(theirs, PDF).json()["id"]
    refused_as(desk.put(mine, "resumes", resume(files=[file])), *SENTENCES["lost_file"])
    dropped = desk.client.delete(f"/v1/phone/files/{file}", headers=desk.headers(mine))
    assert dropped.status_code == 404
    assert desk.put(theirs, "resumes", resume(files=[file])).status_code == 201


def test_a_place_for_files_that_fails_costs_the_phone_no_place(
    desk: PhoneDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_name: str, _content: bytes) -> None:
        raise FilesUnusable("The place for residents' files failed: No space left on device.")

    ticket = desk.opened()
    files = desk.client.app.state.platform.files()  # type: ignore[attr-defined]
    monkeypatch.setattr(type(files), "put", lambda _self, name, content: fail(name, content))
    for _ in range(MOST_FILES + 1):
        refused_as(desk.upload(ticket, PDF), *SENTENCES["busy"])
    monkeypatch.undo()
    assert desk.open(ticket).json()["files"] == []
    assert desk.upload(ticket, PDF).status_code == 201


def test_a_file_that_is_taken_back_while_it_is_kept_leaves_nothing(
    desk: PhoneDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = desk.opened()
    files = desk.client.app.state.platform.files()  # type: ignore[attr-defined]
    put = type(files).put

    def slow(self: object, name: str, content: bytes) -> None:
        put(self, name, content)
        with closing(Store.of_terminals(desk.home)) as store, store.writing() as connection:
            connection.execute(PhoneFileRow.__table__.delete())

    monkeypatch.setattr(type(files), "put", slow)
    refused_as(desk.upload(ticket, PDF), *SENTENCES["cut_off"])
    assert kept_files(desk) == []


def test_files_that_nobody_sent_off_are_forgotten_and_others_stay(desk: PhoneDesk) -> None:
    sent, left = desk.opened(), desk.opened()
    kept = desk.upload(sent, PDF).json()["id"]
    desk.put(sent, "resumes", resume(files=[kept]))
    desk.upload(left, PDF)
    files = resident_files(places_of(desk.home))
    with closing(Store.of_terminals(desk.home)) as store:
        assert forget_what_is_over(store, files, desk.now + SESSION) == 0
        assert forget_what_is_over(store, files, desk.now + timedelta(hours=3)) == 1
    assert len(kept_files(desk)) == 1
    assert files.get(file_name(kept)) is not None
    assert desk.open(left).json()["files"] == []


def test_the_bytes_of_a_file_are_for_the_eyes_of_their_owner_only(desk: PhoneDesk) -> None:
    desk.upload(desk.opened(), PDF)
    folder = places_of(desk.home).files
    assert isinstance(folder, Path)
    modes = {path.stat().st_mode & 0o077 for path in folder.rglob("*")}
    assert modes == {0}


def test_who_left_it_can_delete_it_with_everything_that_belongs_to_it(desk: PhoneDesk) -> None:
    ticket = desk.opened(about=JOB)
    file = desk.upload(ticket, PDF).json()["id"]
    receipt = desk.put(ticket, "resumes", resume(files=[file])).json()
    other = desk.put(desk.opened(), "resumes", resume()).json()
    asked = {"reference": receipt["reference"], "secret": receipt["secret"]}
    wrong = {"reference": receipt["reference"], "secret": other["secret"]}
    refused_as(desk.client.post("/v1/phone/deletions", json=wrong), *SENTENCES["nothing_left"])
    assert len(desk.submissions()) == 3
    assert desk.client.post("/v1/phone/deletions", json=asked).status_code == 204
    assert [kind for kind, _ in desk.submissions()] == ["resume"]
    assert kept_files(desk) == []
    refused_as(desk.client.post("/v1/phone/deletions", json=asked), *SENTENCES["nothing_left"])


@pytest.mark.parametrize("form", [{}, {"reference": "x", "secret": "y"}, {"reference": 7}])
def test_a_deletion_that_names_nothing_is_refused_in_chinese(
    desk: PhoneDesk, form: dict[str, object]
) -> None:
    answer = desk.client.post("/v1/phone/deletions", json=form)
    assert answer.status_code in (404, 422)
    assert answer.json()["detail"].endswith("。")


def refused_as(answer: object, status: int, sentence: str) -> None:
    said = answer.json()  # type: ignore[attr-defined]
    assert (answer.status_code, said["detail"]) == (status, sentence)  # type: ignore[attr-defined]
