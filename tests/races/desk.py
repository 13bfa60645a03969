"""A platform of two workers with one terminal, and what phones send to it in these tests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import select

from kiosk.agent.identity import TerminalIdentity
from kiosk.central.places import places_of
from kiosk.central.resident_files import ResidentFiles, resident_files
from kiosk.central.store import Store
from kiosk.central.submission_tables import SubmissionRow
from kiosk.central.tickets import Session, open_ticket
from kiosk.consents import CONSENTS
from kiosk.contract.tickets import LIFETIME, Ticket, write_ticket
from kiosk.submissions import Purpose
from tests.central_process import PlatformHome
from tests.enrolled import enrolled
from tests.races.crew import Crew, crew
from tests.races.crowd import MOST, Answer, Caller, Crowd, crowd
from tests.sample_records import a_job

WORKERS: Final = 2


@dataclass
class RacingDesk:
    """``central`` serves ``home`` with two workers; ``store`` looks into the same tables."""

    home: Path
    central: Crew
    store: Store
    terminal: TerminalIdentity
    files: ResidentFiles = field(init=False)

    def __post_init__(self) -> None:
        self.files = resident_files(places_of(self.home))

    def ticket(self, **others: Any) -> str:
        """A ticket that a phone has opened."""
        fields: dict[str, Any] = {
            "purpose": Purpose.RESUME,
            "terminal": self.terminal.terminal,
            "expires_at": datetime.now(UTC).replace(microsecond=0) + LIFETIME,
            "nonce": uuid4().bytes,
        }
        text = write_ticket(Ticket(**(fields | others)), self.terminal.key)
        session = open_ticket(self.store, text, datetime.now(UTC))
        assert isinstance(session, Session)
        return text

    @contextmanager
    def crowd(self, callers: int = MOST) -> Iterator[Crowd]:
        """Callers at both workers."""
        with crowd(self.central, WORKERS, callers) as gathered:
            yield gathered

    def kept(self) -> dict[str, str]:
        """Reference of every submission by its id."""
        with self.store.reading() as connection:
            rows = connection.execute(select(SubmissionRow.id, SubmissionRow.reference))
            return {row.id: row.reference for row in rows}

    def lying(self) -> set[str]:
        """Names of the sealed files that lie in the home."""
        folder = self.home / "files" / "phone"
        return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def leave(caller: Caller, ticket: str, submission: str, form: bytes) -> Answer:
    """Send a résumé with ``ticket``, as the phone page does."""
    return caller.ask("PUT", f"/v1/phone/resumes/{submission}", form, at_phone(ticket))


def at_phone(ticket: str) -> dict[str, str]:
    """Headers by which a phone proves itself."""
    return {"Authorization": f"Ticket {ticket}"}


def a_form(**changes: Any) -> bytes:
    """A résumé that is taken."""
    form = {"name": "示例", "phone": "13800000000", "wanted": "保洁"}
    return json.dumps(form | {"consent": CONSENTS[Purpose.RESUME].version} | changes).encode()


@contextmanager
def racing_desk(folder: Path) -> Iterator[RacingDesk]:
    """A desk whose platform lives below ``folder``."""
    published = PlatformHome(folder / "central")
    published.take(a_job())
    published.publish()
    published.store.close()
    home = published.home
    with crew(home, WORKERS) as central, closing(Store.of_terminals(home)) as store:
        terminal = enrolled(home, central.url, folder / "terminal")
        yield RacingDesk(home, central, store, terminal)
