"""Completes [central] of a kiosk.toml as a technician would, and changes nothing that is there."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from kiosk.settings import BadSettings, Settings, parse_settings

_HEADER: Final = re.compile(r"^[ \t]*\[[ \t]*central[ \t]*\][ \t]*(#.*)?$", re.MULTILINE)


class CannotComplete(Exception):
    """The file says something else; the message is one sentence."""


def completed(text: str, wanted: Mapping[str, str], settings: Settings, path: Path) -> str:
    """``text`` with the keys of ``wanted`` in [central]; ``settings`` is what it says so far.

    ``CannotComplete`` where it names another value already; ``path`` only names the file.
    """
    written = tomllib.loads(text).get("central", {})
    missing = {key: value for key, value in wanted.items() if key not in written}
    for key in wanted.keys() - missing.keys():
        if _plain(written[key]) != _plain(wanted[key]):
            raise CannotComplete(
                f'{path} says [central] {key} = "{written[key]}", the token says '
                f'"{wanted[key]}"; correct the one that is wrong and run this again.'
            )
    if not missing:
        return text
    longer = _with_lines(text, [f"{key} = {json.dumps(value)}" for key, value in missing.items()])
    if not _says(longer, wanted, settings, path):
        lines = " and ".join(f'{key} = "{value}"' for key, value in missing.items())
        raise CannotComplete(f"{path} cannot be completed; write {lines} into its [central].")
    return longer


def _with_lines(text: str, lines: list[str]) -> str:
    header = _HEADER.search(text)
    if header:
        return "\n".join([text[: header.end()], *lines]) + text[header.end() :]
    gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    return text + gap + "\n".join(["[central]", *lines]) + "\n"


def _says(text: str, wanted: Mapping[str, str], before: Settings, path: Path) -> bool:
    """Whether ``text`` says what is ``wanted``, and for the rest what it said ``before``."""
    try:
        after = parse_settings(text, path)
    except BadSettings:
        return False
    rest = replace(after.central, url=before.central.url, region=before.central.region)
    return replace(after, central=rest) == before and all(
        _plain(getattr(after.central, key)) == _plain(wanted[key]) for key in wanted
    )


def _plain(value: object) -> str:
    return str(value).rstrip("/")
