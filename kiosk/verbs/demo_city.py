"""Sets the demo up as a technician would: import, publish, serve, kiosk.toml, enrol, first sync.

Every step goes through the verb that does it in the field, so that the demo proves them too.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import secrets
import socket
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from assets.sample_city.city import SOURCE, Station, read_city
from assets.sample_city.loading import write_shifted
from kiosk.agent.identity import load_identity
from kiosk.central.operators import operators
from kiosk.central.store import Store
from kiosk.contract.keys import PUBLIC_KEY_FILE
from kiosk.contract.lines import RECORD_TYPES
from kiosk.records import CHINA_TIME
from kiosk.settings import FILE_NAME
from kiosk.supervisor import Program, Supervisor, how_it_ended
from kiosk.verbs import central, enroll, sync
from kiosk.verbs.arguments import OneSentenceParser, Verbs
from kiosk.verbs.children import this_program
from kiosk.verbs.refusals import CommandRefused

OPENING_WORDS: Final = "# Written by kiosk demo, which writes it anew at every start.\n"
POLL_SECONDS: Final = 15
LOOPBACK: Final = "127.0.0.1"
EVERYWHERE: Final = "0.0.0.0"
ELSEWHERE: Final = ("192.0.2.1", 9)
"""An address that is nobody's (RFC 5737)."""
MODERATOR: Final = "示例审核"
PATIENCE: Final = timedelta(seconds=60)
LOOK_AGAIN_S: Final = 0.05


@dataclass(frozen=True, slots=True)
class DemoPlatform:
    """``url`` for this machine, ``public_url`` for phones, and who may log in at /admin."""

    url: str
    public_url: str
    password: str


def start_platform(
    supervisor: Supervisor, home: Path, port: int, *, lan: bool, forgiven: int
) -> DemoPlatform:
    """Start a platform that has published the sample city, for this machine or for its network."""
    _refuse_foreign_home(home)
    platform = home / "platform"
    station = read_city().station
    region = station.division[:6]
    port = _free_port(port)
    _publish_city(platform, region)
    serving = Program(
        name="platform",
        command=(
            *(*this_program(), "central", "serve"),
            *("--home", str(platform), "--port", str(port)),
            *("--host", EVERYWHERE if lan else LOOPBACK),
        ),
        log=home / "logs" / "platform.log",
        forgiven=forgiven,
    )
    supervisor.start(serving)
    _wait_until_open(supervisor, serving, port)
    url = f"http://{LOOPBACK}:{port}"
    public_url = f"http://{own_address()}:{port}" if lan else url
    key = (platform / PUBLIC_KEY_FILE).read_text(encoding="ascii").strip()
    (home / FILE_NAME).write_text(
        kiosk_toml(station, url, public_url, region, key), encoding="utf-8"
    )
    if load_identity(home) is None:
        _enrol(home, platform, station, url)
    return DemoPlatform(url, public_url, make_moderator(platform))


def own_address() -> str:
    """This machine's address in its network, by which a phone reaches it; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(ELSEWHERE)
        except OSError as error:
            raise CommandRefused(
                "This machine is in no network that a phone could be in; leave --lan away."
            ) from error
        return str(probe.getsockname()[0])


def first_sync(home: Path) -> None:
    """Fetch the catalogue before anyone looks."""
    _tell(sync.add_to, "sync", "--once", "--home", str(home))


def kiosk_toml(station: Station, url: str, public_url: str, region: str, key: str) -> str:
    """Settings of the demo's terminal at ``station``."""
    return f"""{OPENING_WORDS}
[station]
name = {_quoted(station.name)}
phone = {_quoted(station.phone)}
division = {_quoted(station.division)}
lat = {station.lat}
lon = {station.lon}
datum = {_quoted(station.datum)}

[central]
url = {_quoted(url)}
public_url = {_quoted(public_url)}
region = {_quoted(region)}
key = {_quoted(key)}

[agent]
poll_seconds = {POLL_SECONDS}
"""


def _publish_city(platform: Path, region: str) -> None:
    feeds = platform / "sample-city"
    write_shifted(feeds, datetime.now(CHINA_TIME).date())
    here = ("--region", region, "--home", str(platform))
    for collection in RECORD_TYPES:
        file = str(feeds / f"{collection}.ndjson")
        _tell(central.add_to, "central", "import", file, "--source", SOURCE, *here)
    _tell(central.add_to, "central", "publish", *here)


def _enrol(home: Path, platform: Path, station: Station, url: str) -> None:
    token = platform / "token.json"
    token.unlink(missing_ok=True)
    office = ("--site", station.name, "--url", url, "--out", str(token), "--home", str(platform))
    _tell(central.add_to, "central", "enroll", *office)
    _tell(enroll.add_to, "enroll", "--token", str(token), "--home", str(home))
    token.unlink()


def make_moderator(platform: Path) -> str:
    """A new password for the demo's one account, made anew at every start."""
    password = secrets.token_urlsafe(12)
    file = platform / "password.txt"
    file.touch(mode=0o600)
    file.write_text(password, encoding="utf-8")
    with closing(Store.of_terminals(platform)) as store:
        known = any(operator.name == MODERATOR for operator, _ in operators(store))
    what = ("password",) if known else ("add",)
    words = ("operator", *what, MODERATOR, "--password-file", str(file))
    _tell(central.add_to, "central", *words, "--home", str(platform))
    file.unlink()
    return password


def _tell(add_to: Callable[[Verbs], None], *words: str) -> None:
    """Run one verb as if it had been typed, without its report."""
    parser: argparse.ArgumentParser = OneSentenceParser(prog="kiosk demo")
    add_to(parser.add_subparsers())
    args: argparse.Namespace = parser.parse_args(words)
    with contextlib.redirect_stdout(io.StringIO()) as report:
        code = args.run(args)
    if code:
        raise CommandRefused(f"'kiosk {' '.join(words)}' did not succeed: {report.getvalue()}")


def _refuse_foreign_home(home: Path) -> None:
    try:
        written = (home / FILE_NAME).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return
    if not written.startswith(OPENING_WORDS):
        raise CommandRefused(
            f"{home} is the home of a real terminal; name an empty directory with --home."
        )


def _free_port(wanted: int) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, wanted))
        except (OSError, OverflowError) as error:
            raise CommandRefused(
                f"Port {wanted} cannot be had ({error}); leave --port away for any free one."
            ) from error
        return int(probe.getsockname()[1])


def _wait_until_open(supervisor: Supervisor, platform: Program, port: int) -> None:
    deadline = datetime.now(UTC) + PATIENCE
    pause = threading.Event()
    while datetime.now(UTC) < deadline:
        code = supervisor.ended(platform)
        if code is not None:
            how = how_it_ended(code, platform.log)
            raise CommandRefused(f"The platform {how}; its log is {platform.log}.")
        with contextlib.suppress(OSError), socket.create_connection((LOOPBACK, port), 1):
            return
        pause.wait(LOOK_AGAIN_S)
    raise CommandRefused(f"The platform does not answer; its log is {platform.log}.")


def _quoted(text: str) -> str:
    return json.dumps(str(text), ensure_ascii=False)
