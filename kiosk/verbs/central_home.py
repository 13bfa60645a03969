"""What the verbs of the platform open in its home, and how they say that it cannot be opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from nacl.signing import SigningKey

from kiosk.central.keys import UnusableKey, signing_key
from kiosk.central.places import UnusablePlace, places_of
from kiosk.central.resident_files import FilesUnusable, resident_files
from kiosk.central.store import Store, StoreUnusable
from kiosk.verbs.refusals import CommandRefused


@contextmanager
def opened_store(home: Path) -> Iterator[Store]:
    """Store in ``home``, closed afterwards."""
    try:
        with closing(Store.in_home(home)) as store:
            yield store
    except StoreUnusable as error:
        raise CommandRefused(str(error)) from error


@contextmanager
def opened_terminals(home: Path) -> Iterator[Store]:
    """Store in ``home`` of what terminals send, closed afterwards."""
    try:
        with closing(Store.of_terminals(home)) as store:
            yield store
    except StoreUnusable as error:
        raise CommandRefused(str(error)) from error


def check_places(home: Path) -> None:
    """Refuse addresses in the environment that are none; whether anybody answers there is later."""
    try:
        resident_files(places_of(home))
    except (UnusablePlace, FilesUnusable) as error:
        raise CommandRefused(str(error)) from error


def usable_key(home: Path) -> SigningKey:
    """Signing key in ``home``."""
    try:
        return signing_key(home)
    except UnusableKey as error:
        raise CommandRefused(str(error)) from error
