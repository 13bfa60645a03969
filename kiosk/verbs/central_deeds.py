"""What is decided by a verb stands in the same audit log as what is decided in the pages."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from kiosk.central.audit import LONGEST_SUBJECT, Action, Deed, write_down
from kiosk.verbs.central_home import opened_terminals

BY_VERB: Final = "kiosk central"
"""Stands where a page has the address of a browser."""


def on_record(home: Path, action: Action, subject: str, *, by: str, at: datetime) -> None:
    """Written before it is done: ``by`` answers for it."""
    deed = Deed(
        operator=by,
        action=action,
        subject=subject[:LONGEST_SUBJECT],
        reason="",
        address=BY_VERB,
    )
    with opened_terminals(home) as road:
        write_down(road, deed, at)
