"""What ``kiosk search`` and ``kiosk show`` read from the catalogue, and how they print it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec

from kiosk.geo.walking import reach_metres, walking_minutes
from kiosk.records import CHINA_TIME, Pay, Record, Tag
from kiosk.verbs.arguments import home_of
from kiosk.verbs.refusals import CommandRefused
from offline_cache import CATALOGUE_FILE
from offline_cache.faults import CatalogueFault, CatalogueMissing
from offline_cache.query import JobQuery, NearbyJob
from offline_cache.reader import CatalogueReader


def find(args: argparse.Namespace) -> int:
    """Print the jobs that match, nearest first, then those that only mention the text."""
    query = JobQuery(
        text=args.text,
        within_metres=reach_metres(args.within) if args.within else None,
        tags=tuple(Tag(tag) for tag in args.tag),
        today=_today(),
    )
    with open_catalogue(home_of(args)) as catalogue:
        jobs = catalogue.jobs(query, limit=args.limit)
        known = {nearby.job.id for nearby in jobs}
        if len(jobs) < args.limit:
            mentions = catalogue.mentions(query, limit=args.limit + len(jobs))
            jobs += [nearby for nearby in mentions if nearby.job.id not in known]
        jobs = jobs[: args.limit]
    if args.json:
        sys.stdout.write(json.dumps([_row(job) for job in jobs], ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(
            "".join(_line(job) for job in jobs) or "No job on this terminal matches.\n"
        )
    return 0


def show(args: argparse.Namespace) -> int:
    """Print the record of one id, whatever its collection."""
    with open_catalogue(home_of(args)) as catalogue:
        found, metres = record_of(catalogue, args.id, _today())
    if found is None:
        raise CommandRefused(
            f"There is no record '{args.id}' on this terminal; 'kiosk search' lists jobs with ids."
        )
    fields: dict[str, Any] = msgspec.to_builtins(found) | {"distance_m": metres}
    if args.json:
        sys.stdout.write(json.dumps(fields, ensure_ascii=False) + "\n")
    else:
        said = {name: value for name, value in fields.items() if value not in (None, (), [], False)}
        sys.stdout.write("".join(f"{name}: {value}\n" for name, value in said.items()))
    return 0


@contextmanager
def open_catalogue(home: Path) -> Iterator[CatalogueReader]:
    """The catalogue in ``home``; ``CommandRefused`` where there is none to read."""
    try:
        with closing(CatalogueReader(home / CATALOGUE_FILE)) as catalogue:
            yield catalogue
    except CatalogueMissing as error:
        raise CommandRefused(
            f"There is no catalogue in {home} yet; fetch it with 'kiosk sync --once'."
        ) from error
    except CatalogueFault as error:
        raise CommandRefused(str(error)) from error


def record_of(
    catalogue: CatalogueReader, record_id: str, today: date
) -> tuple[Record | None, int | None]:
    """The record of this id, whatever its collection, and its distance in metres.

    Activities and notices that were over before ``today`` are left out.
    """
    nearby = catalogue.job(record_id)
    if nearby is not None:
        return nearby.job, nearby.metres
    policy = catalogue.policy(record_id)
    if policy is not None:
        return policy, None
    for place, metres in catalogue.places():
        if place.id == record_id:
            return place, metres
    others: tuple[Record, ...] = (*catalogue.activities(today), *catalogue.notices(today))
    return next((record for record in others if record.id == record_id), None), None


def _row(nearby: NearbyJob) -> dict[str, object]:
    job = nearby.job
    pay = job.pay
    return {
        "id": job.id,
        "title": job.title,
        "employer": job.employer,
        "source": job.source,
        "pay_min": pay.minimum if pay else None,
        "pay_max": pay.maximum if pay else None,
        "pay_unit": pay.unit.value if pay else None,
        "pay_text": job.pay_text,
        "distance_m": nearby.metres,
        "remote": job.remote,
        "address": job.address,
        "tags": [tag.value for tag in job.tags],
        "valid_through": job.valid_through.isoformat(),
    }


def _line(nearby: NearbyJob) -> str:
    job = nearby.job
    walk = "远程" if job.remote else "位置待核实"
    if nearby.metres is not None:
        walk = f"约{walking_minutes(nearby.metres)}分钟"
    pay = _pay(job.pay) if job.pay else job.pay_text or "-"
    return f"{job.id}  {walk}  {job.title}  {pay}  {job.employer or '单位未注明'}  ({job.source})\n"


def _pay(pay: Pay) -> str:
    bounds = (pay.minimum, pay.maximum)
    figures = "-".join(f"{bound:g}" for bound in dict.fromkeys(bounds) if bound is not None)
    return f"{figures}/{pay.unit.value}"


def _today() -> date:
    return datetime.now(CHINA_TIME).date()
