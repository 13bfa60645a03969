"""kiosk.toml of one terminal → one frozen, validated ``Settings``.

A missing file means the defaults. A wrong one is ``BadSettings`` with the line, the key and what
was expected; nothing is guessed.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final

import msgspec

from kiosk.records import Datum

FILE_NAME: Final = "kiosk.toml"

Degrees = Annotated[float, msgspec.Meta(ge=-180, le=180)]
Division = Annotated[str, msgspec.Meta(pattern=r"^\d{6}(\d{3})?$")]
HttpUrl = Annotated[str, msgspec.Meta(pattern=r"^https?://[^\s/]+")]
ProxyUrl = Annotated[str, msgspec.Meta(pattern=r"^(https?://[^\s/]+/?)?$")]
HexKey = Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{64})?$")]


class BadSettings(Exception):
    """kiosk.toml cannot be used; the message is one sentence for a technician."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """The site: name and phone on every screen, position in degrees for every distance."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=40)] = "就业角"
    phone: str = "12333"
    division: Division = "370102"
    lat: Degrees = 36.6665
    lon: Degrees = 117.0253
    datum: Datum = Datum.WGS84


@dataclass(frozen=True, slots=True, kw_only=True)
class Central:
    """The platform: its private address, the region, and the hex key that signs its catalogue.

    ``public_url`` is its address for phones, which stands in QR codes; empty where it is the same.
    ``proxy`` is the way there where the environment names none; ``authorities`` a file of
    certificates to trust instead of the usual ones.
    """

    url: HttpUrl = "http://127.0.0.1:8610"
    region: Division = "370102"
    key: HexKey = ""
    public_url: Annotated[str, msgspec.Meta(pattern=r"^(https?://[^\s#]+)?$")] = ""
    proxy: ProxyUrl = ""
    authorities: str = ""

    @property
    def phone_url(self) -> str:
        """Address for phones."""
        return self.public_url or self.url


@dataclass(frozen=True, slots=True, kw_only=True)
class Display:
    """The glass: diagonal in inches and pixels, since a display's own claim is unreliable."""

    diagonal_inches: Annotated[float, msgspec.Meta(ge=7, le=100)] = 21.5
    width: Annotated[int, msgspec.Meta(ge=480, le=7680)] = 1080
    height: Annotated[int, msgspec.Meta(ge=480, le=7680)] = 1920
    renderer: Annotated[str, msgspec.Meta(pattern="^(auto|software)$")] = "software"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """How long a terminal waits, in seconds (WCAG 2.2.1: 90 s idle, then at least 20 s)."""

    idle_seconds: Annotated[int, msgspec.Meta(ge=60, le=300)] = 90
    warning_seconds: Annotated[int, msgspec.Meta(ge=20, le=120)] = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """Poll interval in seconds; one call to the platform is given ``timeout_seconds``."""

    poll_seconds: Annotated[int, msgspec.Meta(ge=1, le=86_400)] = 300
    timeout_seconds: Annotated[int, msgspec.Meta(ge=1, le=600)] = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Printer:
    """Where slips come out, on which ``paper``, and how many a resident may take in one session.

    ``address`` says where the printer is; what it looks like depends on ``kind``. ``certificate``
    is the SHA-256 of the only one an ipps printer may show, empty for any. ``cutter`` to
    ``flow`` are for escpos printers: ``status`` whether it answers when it is asked how it is,
    ``baud`` and ``flow`` for a serial line only. With ``slips_per_roll`` paper is counted, and
    staff are told when no more than ``warn_slips`` are left; 0 counts nothing.
    """

    kind: Annotated[
        str,
        msgspec.Meta(
            pattern="^(none|folder|ipp|cups|escpos-tcp|escpos-usb|escpos-serial|windows)$"
        ),
    ] = "folder"
    address: str = ""
    paper: Annotated[str, msgspec.Meta(pattern="^(roll80|roll58|a5|a4)$")] = "a5"
    certificate: HexKey = ""
    cutter: bool = True
    status: bool = True
    profile: Annotated[str, msgspec.Meta(pattern="^(raster|gb18030-text)$")] = "raster"
    baud: Annotated[int, msgspec.Meta(ge=1200, le=921_600)] = 115_200
    flow: Annotated[str, msgspec.Meta(pattern="^(none|hardware|software)$")] = "hardware"
    slips_per_roll: Annotated[int, msgspec.Meta(ge=0, le=10_000)] = 0
    warn_slips: Annotated[int, msgspec.Meta(ge=1, le=1_000)] = 20
    quota_per_session: Annotated[int, msgspec.Meta(ge=1, le=50)] = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set on one terminal."""

    station: Station = field(default_factory=Station)
    central: Central = field(default_factory=Central)
    display: Display = field(default_factory=Display)
    session: Session = field(default_factory=Session)
    agent: Agent = field(default_factory=Agent)
    printer: Printer = field(default_factory=Printer)


def load_settings(home: Path) -> Settings:
    """Settings of the terminal whose state lives in ``home``; ``BadSettings`` in one sentence."""
    path = home / FILE_NAME
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(f"{path} cannot be read: {error}.") from error
    return parse_settings(text, path)


def parse_settings(text: str, path: Path) -> Settings:
    """Settings in ``text``; ``path`` only names the file in a complaint."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(f"{path} is not valid TOML: {error}.") from error
    unknown = _unknown_key(raw)
    if unknown:
        raise BadSettings(f"{path}, {_line_of(text, unknown)}: there is no setting '{unknown}'.")
    try:
        return msgspec.convert(raw, Settings)
    except msgspec.ValidationError as error:
        reason, _, where = str(error).partition(" - at `$.")
        key = where.rstrip("`")
        line = _line_of(text, key)
        raise BadSettings(f"{path}, {line}, key '{key}': {reason}.") from error


def _unknown_key(raw: dict[str, object]) -> str | None:
    for section, values in raw.items():
        if section not in Settings.__dataclass_fields__:
            return section
        known = getattr(Settings(), section).__dataclass_fields__
        for key in values if isinstance(values, dict) else ():
            if key not in known:
                return f"{section}.{key}"
    return None


def _line_of(text: str, dotted: str) -> str:
    section, _, key = dotted.partition(".")
    current = ""
    for number, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*\[([^\]]+)\]", line)
        named = re.match(r"\s*([\w-]+)\s*=", line)
        if header:
            current = header[1].strip()
        here = current if header else f"{current}.{named[1]}" if named else ""
        if here.strip(".") == (f"{section}.{key}" if key else section):
            return f"line {number}"
    return "line unknown"
