"""From an order to paper: the records as the catalogue has them now, drawn one sheet at a time.

What a person should not rely on is not printed: jobs that are gone or expired, and any job at all
after two weeks of silence (contract.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import msgspec

from kiosk.agent.printable import CALL_FIRST, GONE, NO_CATALOGUE, WRONG_PAPER, Printable
from kiosk.agent.spooling import NothingToPrint
from kiosk.geo.walking import walking_minutes
from kiosk.printing.port import Sheet
from kiosk.records import CHINA_TIME
from kiosk.settings import Settings
from kiosk.slips.paper import Imprint, JobOnPaper, Layout, ResumeOnPaper, imprint_of
from kiosk.timekeeping import Clock, TrustedTime, trusted_time
from offline_cache import CATALOGUE_FILE
from offline_cache.faults import CatalogueFault
from offline_cache.personal_sheets import PersonalSheets
from offline_cache.print_order import PrintOrder, SheetKind
from offline_cache.reader import CatalogueReader


class SheetDrawing:
    """Draws what is ordered at the terminal in ``home``."""

    def __init__(self, home: Path, settings: Settings, clock: Clock) -> None:
        self._path = home / CATALOGUE_FILE
        self._settings = settings
        self._clock = clock
        self._personal = PersonalSheets(home)

    def sheets(self, order: PrintOrder) -> Iterator[Sheet]:
        """What goes to the printer; ``NothingToPrint`` where there is none."""
        from kiosk.agent import drawn  # noqa: PLC0415 - brings reportlab, which takes its time

        layout = _layout(order.paper or self._settings.printer.paper)
        match order.kind:
            case SheetKind.RESUME:
                resume, at = self._resume(order), trusted_time(self._clock(), None)
                yield from drawn.resumes(resume, layout, self._imprint(at))
            case SheetKind.PROOF:
                at = trusted_time(self._clock(), None)
                yield from drawn.proofs(layout, self._imprint(at))
            case _:
                found, at = self._found(order)
                yield from drawn.sheets(order, found, layout, self._imprint(at))

    def _imprint(self, time: TrustedTime) -> Imprint:
        return imprint_of(self._settings, time.now)

    def _found(self, order: PrintOrder) -> tuple[Printable, TrustedTime]:
        try:
            with closing(CatalogueReader(self._path)) as reader:
                state = reader.state()
                if state is None:
                    raise NothingToPrint(NO_CATALOGUE)
                time = trusted_time(self._clock(), state.anchor, state.published_at)
                today = time.now.astimezone(CHINA_TIME).date()
                return _records(reader, order, today, unsure=state.call_first(time)), time
        except CatalogueFault as fault:
            raise NothingToPrint(NO_CATALOGUE) from fault

    def _resume(self, order: PrintOrder) -> ResumeOnPaper:
        content = self._personal.take(order.memory)
        if content is None:
            raise NothingToPrint(GONE)
        return msgspec.json.decode(content, type=ResumeOnPaper)


def _layout(paper: str) -> Layout:
    try:
        return Layout(paper)
    except ValueError:
        raise NothingToPrint(WRONG_PAPER) from None


def _records(reader: CatalogueReader, order: PrintOrder, today: date, *, unsure: bool) -> Printable:
    if order.kind is SheetKind.POLICY:
        policies = (reader.policy(record_id) for record_id in order.ids)
        return Printable(policies=tuple(policy for policy in policies if policy))
    if order.kind is SheetKind.ACTIVITY:
        coming = {activity.id: activity for activity in reader.activities(today)}
        return Printable(activities=tuple(coming[i] for i in order.ids if i in coming))
    if unsure:
        raise NothingToPrint(CALL_FIRST)
    return Printable(jobs=tuple(_jobs(reader, order.ids, today)))


def _jobs(reader: CatalogueReader, ids: tuple[str, ...], today: date) -> Iterator[JobOnPaper]:
    for record_id in ids:
        nearby = reader.job(record_id)
        if nearby is not None and nearby.job.valid_through >= today:
            minutes = None if nearby.metres is None else walking_minutes(nearby.metres)
            yield JobOnPaper(job=nearby.job, walk_minutes=minutes)
