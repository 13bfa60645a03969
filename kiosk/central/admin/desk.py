"""What the admin pages stand on: the platform, its catalogue, and what one request says."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Self
from urllib.parse import urlsplit

from nacl.public import PrivateKey
from starlette.requests import HTTPConnection, Request

from kiosk.central.files import put_new_secret
from kiosk.central.operators import Operator
from kiosk.central.platform import Platform
from kiosk.central.sealing_keys import sealing_keys
from kiosk.central.store import Store
from kiosk.settings import load_settings

PREFIX: Final = "/admin"
NAME: Final = "admin"
COOKIE: Final = "jiuyejiao_admin"
KEY_FILE: Final = Path("keys") / "central-admin.key"


@dataclass
class Desk:
    """``key`` signs what browsers carry; ``public_url`` is the platform's address for phones."""

    platform: Platform
    key: str
    public_url: str

    @classmethod
    def of(cls, platform: Platform) -> Self:
        """The desk of ``platform``; its key is made at first use and the same for all workers."""
        path = platform.home / KEY_FILE
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            put_new_secret(path, secrets.token_hex(32))
        key = path.read_text(encoding="ascii").strip()
        return cls(platform, key, load_settings(platform.home).central.public_url)

    @property
    def home(self) -> Path:
        """Of the platform."""
        return self.platform.home

    def road(self) -> Store:
        """What terminals and phones sent, and who works here."""
        return self.platform.terminals()

    def catalogue(self) -> Store:
        """What was taken in; ``StoreUnusable``."""
        return self.platform.catalogue()

    def keys(self) -> tuple[PrivateKey, ...]:
        """Those that open what residents left; ``UnusableKey``."""
        return sealing_keys(self.home)

    def now(self) -> datetime:
        """The platform's time."""
        return self.platform.now()

    def is_ours(self, origin: str, request: HTTPConnection) -> bool:
        """Whether a page from ``origin`` (scheme and host) is one of this desk."""
        said = urlsplit(origin)
        if said.scheme not in ("http", "https") or not said.netloc:
            return False
        return said.netloc == request.headers.get("host") or origin == _origin(self.public_url)

    def is_secure(self, request: HTTPConnection) -> bool:
        """Whether the browser came by https, also where a proxy does not say so."""
        public = urlsplit(self.public_url)
        by_proxy = public.scheme == "https" and public.netloc == request.headers.get("host")
        return request.url.scheme == "https" or by_proxy


def operator_at(request: Request) -> Operator | None:
    """Who asks; None where nobody is logged in."""
    operator: Operator | None = getattr(request.state, "operator", None)
    return operator


def address_of(request: Request) -> str:
    """Where the request comes from, as far as the proxy says."""
    return request.client.host if request.client else ""


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
