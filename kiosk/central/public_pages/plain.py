"""Records as these pages show them: every text plain, once, before any template sees it.

Feeds are made plain at import, but a record file may hold anything.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, TypeVar

from kiosk.records import Activity, Job, Policy
from kiosk.text.tidy import visible

Shown = TypeVar("Shown", Job, Policy, Activity)


def plain(record: Shown) -> Shown:
    """``record`` without invisible and line-turning characters; blank text counts as unsaid."""
    changed: dict[str, Any] = {}
    for field in fields(record):
        said = getattr(record, field.name)
        if type(said) is not str:  # words of an enumeration are ours
            continue
        shown = visible(said).strip()
        changed[field.name] = shown or (None if field.default is None else "")
    return replace(record, **changed)


def paragraphs(text: str | None) -> tuple[str, ...]:
    """Lines of ``text`` that say something."""
    return tuple(line.strip() for line in (text or "").split("\n") if line.strip())
