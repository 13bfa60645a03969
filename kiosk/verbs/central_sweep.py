"""What a serving platform puts in order now and then: what phones left behind, or half-way."""

from __future__ import annotations

import logging
from pathlib import Path

from kiosk.central.forgetting import forget_what_is_over
from kiosk.central.keys import UnusableKey
from kiosk.central.places import UnusablePlace, places_of
from kiosk.central.platform import utc_now
from kiosk.central.resident_files import FilesUnusable, resident_files
from kiosk.central.sealing_keys import sealing_keys
from kiosk.central.shop_vacancies import hold_forgotten
from kiosk.central.store import StoreUnusable
from kiosk.verbs.central_home import opened_store, opened_terminals
from kiosk.verbs.refusals import CommandRefused

log = logging.getLogger(__name__)


def sweep_again(home: Path) -> None:
    """Forget what nobody sent off, hold vacancies that nobody sees; faults are tried again."""
    try:
        with opened_terminals(home) as road, opened_store(home) as catalogue:
            files = resident_files(places_of(home))
            forgotten = forget_what_is_over(road, files, utc_now())
            held = hold_forgotten(road, catalogue, sealing_keys(home))
    except (CommandRefused, StoreUnusable, FilesUnusable, UnusablePlace, UnusableKey) as error:
        log.error("nothing was swept: %s", error)
        return
    if forgotten:
        log.info("%d files that nobody sent off are forgotten", forgotten)
    if held:
        log.info("%d vacancies wait for a moderator after all", held)
