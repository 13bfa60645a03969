"""A platform with one job, one activity and one terminal that makes tickets, asked as a phone asks.

Usable by any test: ``desk = PhoneDesk.in_folder(tmp_path)``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
from httpx2 import Response
from nacl.signing import SigningKey
from starlette.testclient import TestClient

from kiosk.central.app import create_app
from kiosk.central.sealing_keys import sealing_key
from kiosk.central.store import Store
from kiosk.central.submission_tables import SubmissionRow
from kiosk.central.terminal_tables import TerminalRow
from kiosk.consents import CONSENTS
from kiosk.contract.tickets import LIFETIME, Ticket, write_ticket
from kiosk.records import Activity, ActivityKind
from kiosk.sealing import unseal
from kiosk.submissions import Purpose
from tests.central_process import REGION, PlatformHome
from tests.sample_records import a_job

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
KEY = SigningKey(b"t" * 32)
TERMINAL = "k7m2q9xt"
JOB = "job-1"
ACTIVITY = "evening-class-1"


@dataclass
class PhoneDesk:
    """``client`` speaks to the platform in ``home``; its clock stands at ``now``."""

    home: Path
    client: TestClient
    now: datetime = NOW

    def ticket(self, purpose: Purpose = Purpose.RESUME, about: str = "", **others: Any) -> str:
        fields: dict[str, Any] = {
            "purpose": purpose,
            "terminal": TERMINAL,
            "about": about,
            "expires_at": self.now + LIFETIME,
            "nonce": uuid4().bytes,
        }
        return write_ticket(Ticket(**(fields | others)), KEY)

    def opened(self, purpose: Purpose = Purpose.RESUME, about: str = "") -> str:
        """A ticket that a phone has opened."""
        text = self.ticket(purpose, about)
        assert self.open(text).status_code == 200
        return text

    def open(self, ticket: str) -> Response:
        return self.client.post("/v1/phone/sessions", content=ticket)

    def put(self, ticket: str, what: str, form: object, name: str = "") -> Response:
        return self.client.put(
            f"/v1/phone/{what}/{name or uuid4()}",
            content=form if isinstance(form, bytes) else msgspec.json.encode(form),
            headers=self.headers(ticket),
        )

    def upload(self, ticket: str, content: Any, sent_as: str = "") -> Response:
        headers = self.headers(ticket) | ({"Idempotency-Key": sent_as} if sent_as else {})
        return self.client.post("/v1/phone/files", content=content, headers=headers)

    def headers(self, ticket: str) -> dict[str, str]:
        return {"Authorization": f"Ticket {ticket}"}

    def submissions(self) -> list[tuple[str, Any]]:
        """Kind and opened body of everything that is kept."""
        with closing(Store.of_terminals(self.home)) as store, store.reading() as connection:
            rows = connection.execute(SubmissionRow.__table__.select()).all()
        keys = [sealing_key(self.home)]
        return [(row.kind, msgspec.json.decode(unseal(row.sealed, keys))) for row in rows]


def resume(**changes: Any) -> dict[str, Any]:
    """A form that is taken."""
    form = {"name": "示例", "phone": "13800000000", "wanted": "保洁"}
    return form | {"consent": CONSENTS[Purpose.RESUME].version} | changes


def furnish(folder: Path, now: datetime) -> None:
    """A platform in ``folder``, published and with a terminal."""
    home = PlatformHome(folder)
    jobs = [a_job(1, id=JOB), a_job(2, title="保洁员", employer="示例物业"), a_job(3, title="帮厨")]
    home.take(*jobs, an_activity(now), at=now)
    home.publish(at=now)
    home.store.close()
    with closing(Store.of_terminals(folder)) as store, store.writing() as connection:
        connection.execute(
            TerminalRow.__table__.insert().values(
                id=TERMINAL,
                site="示例社区食堂",
                region=REGION,
                public_key=KEY.verify_key.encode().hex(),
                enrolled_at=now,
                standing="active",
            )
        )


@contextmanager
def phone_desk(folder: Path) -> Iterator[PhoneDesk]:
    """The desk in ``folder``, published and with a terminal."""
    furnish(folder, NOW)
    desk: PhoneDesk

    def now() -> datetime:
        return desk.now

    with TestClient(create_app(folder, now), raise_server_exceptions=False) as client:
        desk = PhoneDesk(folder, client)
        yield desk


def an_activity(now: datetime) -> Activity:
    """A class a week after ``now``."""
    starts = now + timedelta(days=8)
    return Activity(
        id=ACTIVITY,
        source="示例",
        updated_at=now,
        title="夜校：家政基础",
        kind=ActivityKind.EVENING_CLASS,
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        address="示例社区二楼",
    )
