"""The page that opens on a phone: one document that loads nothing else."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

LARGEST: Final = 60 * 1024
"""Bytes; a canteen's network is slow, and old phones are too."""
_POLICY: Final = (
    "default-src 'none'; script-src 'sha256-{script}'; style-src 'sha256-{style}'; "
    "connect-src 'self'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Page:
    """The document and the Content-Security-Policy that lets it run and nothing else."""

    document: bytes
    policy: str


@cache
def phone_page() -> Page:
    """The page, put together from its three parts."""
    part = files(__name__)
    script = (part / "page.js").read_text(encoding="utf-8")
    style = (part / "page.css").read_text(encoding="utf-8")
    document = (part / "page.html").read_text(encoding="utf-8")
    document = document.replace("/*style*/", style).replace("/*script*/", script)
    return Page(document.encode(), _POLICY.format(script=_hash(script), style=_hash(style)))


def _hash(text: str) -> str:
    return b64encode(hashlib.sha256(text.encode()).digest()).decode()
