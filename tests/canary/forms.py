"""The forms in which words can lie in a file without anybody having meant to hide them."""

from __future__ import annotations

import json
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import quote

_TEXTS: Final = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "gb18030")


def forms(words: str) -> dict[str, bytes]:
    """Every form of ``words`` that is looked for, by a name for whoever reads of it."""
    plain = words.encode()
    escaped = json.dumps(words)[1:-1]
    found = {name: words.encode(name) for name in _TEXTS}
    found |= {
        "json": escaped.encode(),
        "json in capitals": escaped.replace("\\u", "\0").upper().replace("\0", "\\u").encode(),
        "percent": quote(words, safe="").encode(),
        "hex": plain.hex().encode(),
        "hex in capitals": plain.hex().upper().encode(),
    }
    for name in ("utf-8", "gb18030"):
        found |= {f"base64 of {name}, {how}": core for how, core in _base64(words.encode(name))}
    return found


def needles(canaries: Iterable[str]) -> Mapping[bytes, str]:
    """What is looked for, with the canary and the first of the forms that it may be."""
    found: dict[bytes, str] = {}
    for words in canaries:
        for name, form in forms(words).items():
            found.setdefault(form, f"{words} ({name})")
    return found


def _base64(plain: bytes) -> list[tuple[str, bytes]]:
    """The part of the base64 that ``plain`` alone decides, for each place where it may begin."""
    cores = []
    for before in range(3):
        first = -(-before * 8 // 6)
        last = (before + len(plain)) * 8 // 6
        for name, encode in (("usual", b64encode), ("for addresses", urlsafe_b64encode)):
            cores.append((f"{name}, {before}", encode(bytes(before) + plain)[first:last]))
    return cores
