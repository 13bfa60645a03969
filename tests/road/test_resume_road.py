"""A resident scans the code off the glass, sends a file, and the application reaches the office."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from kiosk.central.opening import Opened, Wish, open_file, open_submission
from kiosk.central.places import places_of
from kiosk.central.resident_files import resident_files
from kiosk.central.sealing_keys import sealing_keys
from kiosk.central.store import Store
from kiosk.central.submission_tables import SubmissionRow
from tests.road.road import Road
from tests.uploads import pdfs

JOB, OTHER = "job-0001", "job-0002"


def test_from_the_glass_to_the_office(road: Road, tmp_path: Path) -> None:
    online = load_online(road)
    road.wake()
    road.shell.openJob(OTHER)
    road.shell.openJob(JOB)
    road.touch("job.apply")
    road.touch("phone.agree")
    address = road.scan()
    assert address.startswith(f"{road.url}/p#")
    if online:
        road.until(lambda: road.shell.phone.code != "", "a code to type")
    else:
        road.until(lambda: bool(road.shell.phone.offline), "offline")
    send(road, address, tmp_path)
    if online:
        assert "看大屏" in str(road.tab.run("document.body.innerText"))
        apply_to_another(road)
    opened = the_office_opens_it(road)
    assert opened.body["name"] == "示例"
    assert [file.kind for file in opened.files] == ["pdf"]
    applied = {
        job for kind, body in road.left() if kind == "application" for job in body["job_ids"]
    }
    assert applied == ({JOB, OTHER} if online else {JOB})


def load_online(road: Road) -> bool:
    return "127.0.0.1:9" not in (road.home / "kiosk.toml").read_text()


def send(road: Road, address: str, folder: Path) -> None:
    """What a person does on the phone."""
    tab = road.tab
    paper = folder / "简历.pdf"
    paper.write_bytes(pdfs.good(pages=1))
    tab.go(address)
    press(road, "我同意")
    tab.until("document.getElementById('file') !== null")
    tab.choose_file("#file", paper)
    tab.until("document.body.innerText.includes('已传好')")
    press(road, "下一步")
    for name, text in (("name", "示例"), ("phone", "13800000000")):
        tab.until(f"document.getElementById('f-{name}') !== null")
        tab.run(
            f"(i => {{ i.value = '{text}'; i.dispatchEvent(new Event('input')); }})"
            f"(document.getElementById('f-{name}'))"
        )
    press(road, "发送")
    tab.until("document.getElementById('title').textContent === '已收到'")


def press(road: Road, words: str) -> None:
    shown = "[...document.querySelectorAll('button')].filter(b => !b.hidden)"
    find = f"{shown}.find(b => b.textContent.startsWith('{words}'))"
    road.tab.until(f"!!({find})")
    road.tab.run(f"({find}).click()")


def apply_to_another(road: Road) -> None:
    """The screen has followed; one more job gets the same résumé from there."""
    road.until(lambda: road.shell.screen == "apply", "received")
    reference = road.tab.run("document.querySelector('.number').textContent")
    assert road.shell.apply.reference == reference
    assert road.shell.apply.sent == 1
    road.touch(f"candidate.{OTHER}")
    road.touch("apply.send")
    road.until(lambda: road.shell.apply.sent == 2, "applied")
    road.until(lambda: len(road.left()) == 3, "the application at the platform")


def the_office_opens_it(road: Road) -> Opened:
    """A reviewer opens the résumé and its file; both are on record."""
    with closing(Store.of_terminals(road.platform)) as store:
        with store.reading() as connection:
            row = connection.execute(
                SubmissionRow.__table__.select().where(SubmissionRow.kind == "resume")
            ).one()
        assert "示例".encode() not in row.sealed
        wish = Wish(submission=row.id, by="示例审核", reason="联系本人", address="127.0.0.1")

        def keys() -> tuple[object, ...]:
            return tuple(sealing_keys(road.platform))

        opened = open_submission(store, keys, wish, datetime.now(UTC))  # type: ignore[arg-type]
        assert isinstance(opened, Opened)
        files = resident_files(places_of(road.platform))
        (enclosed,) = opened.files
        file = open_file(store, files, keys, wish, enclosed.id, datetime.now(UTC))  # type: ignore[arg-type]
        assert file.content.startswith(b"%PDF")  # type: ignore[union-attr]
    return opened
