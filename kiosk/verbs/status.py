"""``kiosk status``: how one terminal stands, for a program or in a few lines."""

from __future__ import annotations

import argparse
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from kiosk.verbs.arguments import Verbs, add_home, add_json, home_of, settings_of

if TYPE_CHECKING:
    from kiosk.verbs.standing import Standing


def add_to(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add_parser("status", help="how this terminal stands")
    add_json(parser)
    add_home(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print it; 0 also where there is nothing yet."""
    import json  # noqa: PLC0415
    import sys  # noqa: PLC0415

    from kiosk.timekeeping import read_clock  # noqa: PLC0415
    from kiosk.verbs.standing import standing  # noqa: PLC0415

    home = home_of(args)
    said = fields(standing(home, settings_of(home), read_clock))
    if args.json:
        sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("".join(f"{name}: {_word(value)}\n" for name, value in said.items()))
    return 0


def fields(terminal: Standing) -> dict[str, Any]:
    """What a program reads; ages in whole seconds, times in ISO 8601, null for not known."""
    from offline_cache.outbox_queue import OutboxCounts  # noqa: PLC0415

    state, record = terminal.state, terminal.record
    outbox = terminal.outbox if isinstance(terminal.outbox, OutboxCounts) else None
    oldest = terminal.since(outbox.oldest) if outbox and outbox.oldest else None
    return {
        "version": state and state.version,
        "published_at": _time(state.published_at if state else None),
        "age_s": _seconds(terminal.published_age),
        "contact_age_s": _seconds(terminal.contact_age),
        "offline": terminal.offline,
        "verdict": state and state.verdict,
        "tried_at": _time(state.tried_at if state else None),
        "time": _time(terminal.time.now),
        "time_doubtful": terminal.time.doubtful,
        "clock_offset_s": _seconds(terminal.offset),
        "jobs": terminal.jobs,
        "outbox_waiting": outbox.waiting if outbox else None,
        "outbox_oldest_s": _seconds(oldest),
        "outbox_parked": outbox.parked if outbox else None,
        "agent_running": terminal.agent_at_work,
        "ladder": record.climb and record.climb.outcome.value,
        "safe_mode": bool(record.climb and record.climb.safe_mode),
        "starts": {cause.value: number for cause, number in sorted(record.starts.items())},
        "last_care_at": _time(record.night.at if record.night else None),
    }


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def _seconds(span: timedelta | None) -> int | None:
    return None if span is None else round(span.total_seconds())


def _word(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{name} {number}" for name, number in value.items()) or "-"
    return str(value)
