"""The platform that is fuzzed: a process of its own, over HTTP, in a home that knows a little."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec
import requests
from nacl.public import PrivateKey
from sqlalchemy import delete, insert, update

from kiosk.agent.identity import TerminalIdentity
from kiosk.agent.platform_api import PlatformApi
from kiosk.agent.signing import SignedApi
from kiosk.central.files import put_new_secret
from kiosk.central.phone_files import Looked, keep_file
from kiosk.central.places import places_of
from kiosk.central.publishing import blob_file
from kiosk.central.resident_files import resident_files
from kiosk.central.sealing_keys import SEALING_KEYS_FILE, sealing_key
from kiosk.central.shop_vacancies import hold, vacancy_in
from kiosk.central.store import Store
from kiosk.central.submission_tables import SubmissionRow
from kiosk.central.terminal_tables import SeenBoot, Standing, TerminalRow, TokenRow
from kiosk.central.terminals import KnownTerminal
from kiosk.central.ticket_tables import CodeGuess, TicketRow
from kiosk.central.tickets import Session, is_of, open_ticket, watch_ticket
from kiosk.contract.phone import VacancyForm
from kiosk.contract.tickets import read_ticket
from kiosk.records import Activity, ActivityKind
from kiosk.submissions import SubmissionKind
from tests.central_process import NOW, REGION, PlatformHome, serving
from tests.contract_fuzz import known
from tests.sample_records import a_job
from tests.vacancy_shapes import a_vacancy_form

PATIENCE_S: Final = 30


class Signed(requests.auth.AuthBase):
    """Signs every request as the terminal ``identity`` does, as the last thing before it goes."""

    def __init__(self, identity: TerminalIdentity) -> None:
        api = PlatformApi("http://127.0.0.1:9", timeout_seconds=1)
        api.close()
        self._signing = SignedApi(api, identity, now=lambda: datetime.now(UTC))

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """``request`` with its signature."""
        if isinstance(request.body, str):
            request.body = request.body.encode()
        self._signing.sign(request)
        return request


@dataclass
class FuzzedPlatform:
    """The platform at ``url``; ``store`` looks into its tables."""

    url: str
    store: Store

    def session(self, identity: TerminalIdentity | None) -> requests.Session:
        """A way to ask it, signed where a terminal is named."""
        session = requests.Session()
        session.trust_env = False
        session.auth = Signed(identity) if identity else None
        return session

    def forget_guesses_and_clones(self) -> None:
        """Let nobody be shut out for what was sent before."""
        with self.store.writing() as connection:
            connection.execute(delete(CodeGuess))
            connection.execute(delete(SeenBoot))
            connection.execute(update(TerminalRow).values(standing=Standing.ACTIVE))


@contextmanager
def fuzzed_platform(folder: Path) -> Iterator[FuzzedPlatform]:
    """A platform below ``folder`` with everything in it that ``known`` names."""
    published = PlatformHome(folder / "central")
    _seal_with(published.home, known.SEALING)
    _leave_vacancy(published.store)
    published.take(a_job(id=known.JOB), _an_activity())
    published.publish()
    published.store.close()
    home = published.home
    blob_file(home, known.BLOB).write_bytes(known.BLOB_CONTENT)
    with closing(Store.of_terminals(home)) as store:
        _fill(store, home)
        with serving(home) as central:
            assert requests.get(f"{central.url}/v1/health", timeout=PATIENCE_S).ok
            yield FuzzedPlatform(central.url, store)


def _seal_with(home: Path, key: PrivateKey) -> None:
    path = home / SEALING_KEYS_FILE
    path.parent.mkdir(mode=0o700, parents=True)
    put_new_secret(path, key.encode().hex())


def _leave_vacancy(catalogue: Store) -> None:
    now = datetime.now(UTC)
    terminal = KnownTerminal(
        id=known.WATCHING.terminal,
        site=known.SITE,
        region=REGION,
        public_key=known.WATCHING.key.verify_key,
        standing=Standing.ACTIVE,
        enrolled_at=now,
    )
    form = msgspec.convert(a_vacancy_form(now), VacancyForm)
    hold(catalogue, vacancy_in(form), known.SHOP, terminal, now)


def _fill(store: Store, home: Path) -> None:
    now = datetime.now(UTC)
    with store.writing() as connection:
        places = ((known.WATCHING, REGION), (known.BEATING, REGION))
        for identity, region in (*places, (known.REMOTE, known.REMOTE_REGION)):
            connection.execute(insert(TerminalRow).values(_terminal(identity, region, now)))
        for token in known.TOKENS:
            connection.execute(insert(TokenRow).values(_token(token, now)))
        connection.execute(insert(SubmissionRow).values(_left(now)))
    for text in known.OPENED:
        assert isinstance(open_ticket(store, text, now), Session)
    coded = read_ticket(known.BY_CODE)
    nonce = coded.nonce.hex()
    watch_ticket(store, known.BY_CODE, terminal=coded.terminal, nonce=nonce, now=now)
    with store.writing() as connection:
        connection.execute(update(TicketRow).where(is_of(coded)).values(code=known.CODE))
    files, ticket = resident_files(places_of(home)), read_ticket(known.FILE_TICKET)
    looked, key = Looked("jpg", b"\xff\xd8\xff", None), sealing_key(home).public_key
    kept = keep_file(store, files, ticket, looked, sent_as="kept", key=key, now=now)
    assert kept.id == known.FILE


def _left(now: datetime) -> dict[str, object]:
    return {
        "id": known.DELETED,
        "kind": SubmissionKind.RESUME,
        "reference": known.DELETED_REFERENCE,
        "terminal": known.WATCHING.terminal,
        "created_at": now,
        "received_at": now,
        "sha256": "0" * 64,
        "sealed": b"sealed",
        "envelope": b"signed",
    }


def _terminal(identity: TerminalIdentity, region: str, now: datetime) -> dict[str, object]:
    return {
        "id": identity.terminal,
        "site": identity.site,
        "region": region,
        "public_key": identity.key.verify_key.encode().hex(),
        "enrolled_at": now,
        "standing": Standing.ACTIVE,
    }


def _token(token: str, now: datetime) -> dict[str, object]:
    return {
        "hash": sha256(token.encode()).hexdigest(),
        "site": known.SITE,
        "region": REGION,
        "issued_at": now,
        "expires_at": now + timedelta(days=1),
    }


def _an_activity() -> Activity:
    return Activity(
        id=known.ACTIVITY,
        source="示例",
        updated_at=NOW,
        title="夜校：家政基础",
        kind=ActivityKind.EVENING_CLASS,
        starts_at=datetime(2100, 3, 10, 11, 0, tzinfo=UTC),
        ends_at=datetime(2100, 3, 10, 13, 0, tzinfo=UTC),
        address="示例社区二楼",
    )
