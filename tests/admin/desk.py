"""A platform with a moderator, asked as a browser asks: cookies, forms, tokens and an Origin.

Usable by any test: ``with admin_desk(folder) as desk``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import msgspec
from sqlalchemy import insert, select
from starlette.testclient import TestClient

from kiosk.central.app import create_app
from kiosk.central.keys import signing_key
from kiosk.central.operator_tables import AuditRow
from kiosk.central.operators import Operator, Role, add_operator
from kiosk.central.phone_files import file_name
from kiosk.central.places import places_of
from kiosk.central.publishing import manifest_file
from kiosk.central.resident_files import resident_files
from kiosk.central.sealing_keys import sealing_key
from kiosk.central.store import Store
from kiosk.central.submission_tables import SubmissionRow
from kiosk.central.terminal_tables import TerminalRow
from kiosk.central.ticket_tables import PhoneFileRow
from kiosk.contract.manifest import open_manifest
from kiosk.sealing import seal
from kiosk.submissions import Resume
from tests.central_process import REGION, PlatformHome

NOW: Final = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
ORIGIN: Final = "http://testserver"
NAME: Final = "王审核"
PASSWORD: Final = "correct horse battery 7"
TERMINAL: Final = "k7m2q9xt"
TOKEN: Final = re.compile(r'name="csrftoken" value="([^"]+)"')


@dataclass
class Page:
    """What a browser got: the ``text`` as a person would read the source."""

    status: int
    text: str
    headers: dict[str, str]
    content: bytes

    @property
    def token(self) -> str:
        """Of the first form."""
        found = TOKEN.search(self.text)
        assert found, self.text[:500]
        return found[1]

    def field(self, name: str) -> str:
        """Value of the first hidden field ``name``."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        assert found, f"no field {name}"
        return unescape(found[1])


class Browser:
    """Somebody's browser at the platform."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def get(self, path: str) -> Page:
        return _page(self.client.get(f"/admin{path}"))

    def post(
        self, path: str, form: dict[str, str], *, origin: str | None = ORIGIN, follow: bool = True
    ) -> Page:
        headers = {} if origin is None else {"origin": origin}
        said = self.client.post(
            f"/admin{path}", data=form, headers=headers, follow_redirects=follow
        )
        return _page(said)

    def log_in(self, name: str = NAME, password: str = PASSWORD) -> Page:
        token = self.get("/login").token
        form = {"csrftoken": token, "username": name, "password": password}
        return self.post("/login", form)

    def decide(self, page: Page, action: str, **form: str) -> Page:
        """Send the form of ``action`` on the ``page`` of a record."""
        known = {"csrftoken": page.token, "key": page.field("key"), "seal": page.field("seal")}
        return self.post("/decide", known | {"action": action} | form)

    def record(self, key: str, view: str = "held") -> Page:
        return self.get(f"/{view}/detail?pk={key}")

    def open(self, submission: str, **form: str) -> Page:
        """Ask to open it, from its page."""
        page = self.get(f"/left/detail?pk={submission}")
        return self.post("/open", {"csrftoken": page.token, "id": submission} | form)


@dataclass
class AdminDesk:
    """``browser`` is the first moderator's, and logged in; the clock stands at ``now``."""

    home: PlatformHome
    app: Any
    now: datetime = NOW
    browsers: list[TestClient] = field(default_factory=list)

    @property
    def browser(self) -> Browser:
        if not self.browsers:
            found = self.another()
            assert found.log_in().status == 200
        return Browser(self.browsers[0])

    def another(self, base_url: str = ORIGIN) -> Browser:
        """Somebody else's browser, not logged in."""
        self.browsers.append(TestClient(self.app, base_url=base_url, raise_server_exceptions=False))
        return Browser(self.browsers[-1])

    def pass_time(self, **how_much: float) -> None:
        self.now += timedelta(**how_much)

    @contextmanager
    def road(self) -> Iterator[Store]:
        with closing(Store.of_terminals(self.home.home)) as store:
            yield store

    def operator(self, name: str, role: Role = Role.MODERATOR) -> Operator:
        with self.road() as store:
            made = add_operator(store, name, role, PASSWORD, self.now)
        assert isinstance(made, Operator)
        return made

    def leave(self, kind: str, body: object, reference: str = "7K2M-9QXT", **files: bytes) -> str:
        """A sealed submission with ``files`` (kind=content); its id."""
        name, key = str(uuid4()), sealing_key(self.home.home).public_key.encode().hex()
        row = {
            "id": name,
            "kind": kind,
            "reference": reference,
            "terminal": TERMINAL,
            "created_at": self.now,
            "received_at": self.now,
            "sha256": "0" * 64,
            "sealed": seal(msgspec.json.encode(body), key),
            "envelope": b"",
        }
        kept = resident_files(places_of(self.home.home))
        with self.road() as store, store.writing() as connection:
            connection.execute(insert(SubmissionRow).values(row))
            for extension, content in files.items():
                file = str(uuid4())
                kept.put(file_name(file), seal(content, key))
                row_of_file = {
                    "id": file,
                    "terminal": TERMINAL,
                    "nonce": "0" * 32,
                    "kind": extension,
                    "size": len(content),
                    "received_at": self.now,
                    "submission": name,
                }
                connection.execute(insert(PhoneFileRow).values(row_of_file))
        return name

    def audit(self) -> list[Any]:
        """Rows of the log, oldest first."""
        with self.road() as store, store.reading() as connection:
            return list(connection.execute(select(*AuditRow.__table__.columns).order_by("number")))

    def on_screens(self) -> int:
        """How many jobs the standing manifest names."""
        root = signing_key(self.home.home).verify_key
        manifest = open_manifest(manifest_file(self.home.home, REGION).read_bytes(), root)[0]
        return next(c.count for c in manifest.collections if c.name == "jobs")


def a_resume(**changes: Any) -> Resume:
    """Of nobody."""
    return Resume(**({"name": "示例甲", "phone": "13800000000", "wanted": "保洁"} | changes))


@contextmanager
def admin_desk(folder: Path, now: datetime = NOW) -> Iterator[AdminDesk]:
    """A platform in ``folder`` with one terminal and the moderator ``NAME``."""
    home = PlatformHome(folder / "central")
    desk: AdminDesk
    app = create_app(home.home, lambda: desk.now)
    with TestClient(app):
        desk = AdminDesk(home, app, now)
        desk.operator(NAME)
        with desk.road() as store, store.writing() as connection:
            known = {
                "id": TERMINAL,
                "site": "示例社区食堂",
                "region": REGION,
                "public_key": "0" * 64,
                "enrolled_at": NOW,
                "standing": "active",
            }
            connection.execute(insert(TerminalRow).values(known))
        try:
            yield desk
        finally:
            for client in desk.browsers:
                client.close()
            home.store.close()


def _page(response: Any) -> Page:
    return Page(response.status_code, response.text, dict(response.headers), response.content)
