"""What ``kiosk slip`` reads from the catalogue, which paper it becomes, and the file it writes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from kiosk.agent.glance import terminal_time
from kiosk.geo.walking import walking_minutes
from kiosk.records import CHINA_TIME, Activity, Job, Notice, Place, Policy, Record
from kiosk.slips.documents import activity_sheet, policy_sheet
from kiosk.slips.job_list import job_list
from kiosk.slips.job_slip import job_slips
from kiosk.slips.paper import Imprint, JobOnPaper, Layout, imprint_of
from kiosk.slips.posters import posters
from kiosk.timekeeping import TrustedTime, read_clock
from kiosk.verbs.arguments import home_of, settings_of
from kiosk.verbs.finding import open_catalogue, record_of
from kiosk.verbs.refusals import CommandRefused
from kiosk.verbs.slip import PER_SHEET
from offline_cache.reader import CatalogueReader

Found = tuple[Record, int | None]
"""A record and its distance in metres."""


def write(args: argparse.Namespace) -> int:
    """Write ``--out``; 0 when it is whole, and nothing at all is written otherwise."""
    home = home_of(args)
    settings = settings_of(home)
    with open_catalogue(home) as catalogue:
        state = catalogue.state()
        time = terminal_time(read_clock, lambda: state)
        found = [_found(catalogue, record_id, time) for record_id in dict.fromkeys(args.ids)]
    pdf = _drawn(
        args, found, imprint_of(settings, time.now), state is None or state.call_first(time)
    )
    _keep(args.out.absolute(), pdf)
    sys.stdout.write(
        f"{args.out} is written; on paper: {', '.join(record.id for record, _ in found)}\n"
    )
    return 0


def _found(catalogue: CatalogueReader, record_id: str, time: TrustedTime) -> Found:
    record, metres = record_of(catalogue, record_id, time.now.astimezone(CHINA_TIME).date())
    if record is None:
        raise CommandRefused(
            f"There is no record '{record_id}' on this terminal; "
            "'kiosk search' lists jobs with ids."
        )
    return record, metres


def _drawn(
    args: argparse.Namespace, found: Sequence[Found], imprint: Imprint, doubtful: bool
) -> bytes:
    jobs = [
        JobOnPaper(
            job=record,
            walk_minutes=None if metres is None else walking_minutes(metres),
            call_first=doubtful,
        )
        for record, metres in found
        if isinstance(record, Job)
    ]
    if len(jobs) == len(found):
        return _jobs_drawn(args, jobs, imprint)
    return _document_drawn(args, [record for record, _ in found], imprint)


def _jobs_drawn(args: argparse.Namespace, jobs: Sequence[JobOnPaper], imprint: Imprint) -> bytes:
    today = imprint.printed_at.astimezone(CHINA_TIME).date()
    gone = [on_paper.job for on_paper in jobs if on_paper.job.valid_through < today]
    if gone:
        raise CommandRefused(
            f"Job '{gone[0].id}' was valid through {gone[0].valid_through} and is not printed "
            "any more; leave it out."
        )
    match args.layout:
        case "poster":
            fits = next((count for count in PER_SHEET if count >= len(jobs)), PER_SHEET[-1])
            return posters(jobs, Layout(args.paper), args.per_sheet or fits, imprint)
        case "list":
            return job_list(jobs, imprint, Layout(args.paper))
        case layout:
            return job_slips(jobs, Layout(layout), imprint)


def _document_drawn(args: argparse.Namespace, records: Sequence[Record], imprint: Imprint) -> bytes:
    if len(records) > 1:
        raise CommandRefused(
            "Only jobs go on paper together; name each policy or activity by itself."
        )
    if args.layout in {"poster", "list"}:
        raise CommandRefused(f"Only jobs go on a {args.layout}; choose roll80, roll58, a5 or a4.")
    match records[0]:
        case Policy() as policy:
            return policy_sheet(policy, Layout(args.layout), imprint)
        case Activity() as activity:
            return activity_sheet(activity, Layout(args.layout), imprint)
        case Job() | Place() | Notice() as other:
            raise CommandRefused(
                f"'{other.id}' is a {type(other).__name__.lower()}; "
                "jobs, policies and activities go on paper."
            )


def _keep(path: Path, pdf: bytes) -> None:
    draft = path.with_name(f".{path.name}.draft")
    try:
        draft.write_bytes(pdf)
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise CommandRefused(f"{path} cannot be written: {error.strerror}.") from error
