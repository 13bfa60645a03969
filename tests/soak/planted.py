"""Bugs that are planted one by one, to show that the schedules would find them.

Each is put into the program that runs, from outside, in every process of the soak that is ours;
``python -m tests.soak --planted`` tries them all, and docs/soak.md tells how soon each is found.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kiosk.agent import applying, believing, followed, ladder, pull
from kiosk.agent.boot import Boot
from kiosk.agent.followed import FollowedPlatform
from kiosk.agent.outcomes import UpToDate
from kiosk.agent.pull import Subscription
from kiosk.central.changes import ChangeLog
from kiosk.contract.manifest import open_manifest
from offline_cache import publishing, writer
from offline_cache.care import CatalogueHealth, Condition
from offline_cache.publishing import Publishing
from tests.soak import planted_sending
from tests.soak.planting import BUGS, bug, plant, put

__all__ = ["BUGS", "plant", "planted_sending"]


@bug
def commit_before_the_digest() -> None:
    """The transaction is committed, and then the digests are compared."""

    def apply(manifest: Any, wanted: Any, steps: Any, catalogue: Any, now: Any) -> None:
        mismatches = []
        with catalogue.publishing() as one:
            for step in steps.values():
                try:
                    applying._take(one, step)
                except applying._Mismatch as mismatch:
                    mismatches.append(mismatch)
            one.finish(applying._state(manifest, wanted, now))
        for mismatch in mismatches:
            raise mismatch

    put(applying, "_apply", apply)


@bug
def state_before_rows() -> None:
    """The version is noted in a transaction of its own, before the rows."""

    def apply(manifest: Any, wanted: Any, steps: Any, catalogue: Any, now: Any) -> None:
        with catalogue.publishing() as one:
            one.finish(applying._state(manifest, wanted, now))
        before(manifest, wanted, steps, catalogue, now)

    before = put(applying, "_apply", apply)


@bug
def a_transaction_each() -> None:
    """Every collection is committed by itself."""

    def apply(manifest: Any, wanted: Any, steps: Any, catalogue: Any, now: Any) -> None:
        have = catalogue.state()
        for step in list(steps.values())[:-1]:
            if have:
                with catalogue.publishing() as one:
                    applying._take(one, step)
                    one.finish(have)
        before(manifest, wanted, steps, catalogue, now)

    before = put(applying, "_apply", apply)


@bug
def no_tombstones() -> None:
    """A delta's tombstones are read and not applied."""
    put(Publishing, "remove", lambda self, collection, ids: 0)


@bug
def platform_forgets_tombstones() -> None:
    """The platform does not note what went, so no delta tells of it."""
    put(ChangeLog, "_gone", lambda self, known: None)


@bug
def delta_from_a_later_version() -> None:
    """The newest delta is taken, also one from after the terminal's version."""

    def step(collection: Any, have: Any, folder: Any) -> Any:
        later = replace(have, version=10**9) if have else None
        return before(collection, later, folder)

    before = put(applying, "_step", step)


@bug
def farthest_delta() -> None:
    """Of the deltas that fit, the largest is taken instead of the nearest."""

    def step(collection: Any, have: Any, folder: Any) -> Any:
        version = have.version if have and collection.name in have.digests else -1
        for delta in collection.deltas:
            if delta.from_version <= version:
                path = folder / f"{collection.name}.delta"
                return applying._Step(collection, delta.blob, whole=False, path=path)
        return applying._whole(collection, folder)

    put(applying, "_step", step)


@bug
def older_version_accepted() -> None:
    """A manifest that is older than what the terminal has is taken like any other."""
    put(pull, "refuse_older", lambda manifest, have: None)
    put(FollowedPlatform, "version", property(lambda self: 0))


@bug
def memory_not_written() -> None:
    """What was believed is remembered until the process ends, and no longer."""
    put(followed, "keep_file", lambda path, content, **_: None)


@bug
def rotations_not_followed() -> None:
    """Only the first key of the platform is believed."""

    def opened(raw: bytes, trusted: Any) -> Any:
        manifest, signer = open_manifest(raw, trusted)
        if signer != trusted:
            raise believing.Untrusted("wrong_key")
        return manifest, signer

    put(believing, "open_manifest", opened)


@bug
def not_modified_is_up_to_date() -> None:
    """The ETag of a version that was never applied is sent, and 304 taken for being up to date."""

    def heard(self: Any, have: Any) -> Any:
        seen = self._seen
        fancied = replace(have, version=seen[1].version) if have and seen else have
        found = before_heard(self, fancied)
        self._unchanged = seen is not None and found.manifest is seen[1]
        return found

    def followed_so_far(self: Any, found: Any, have: Any) -> Any:
        if self._unchanged:
            return UpToDate(found.manifest.version)
        return before_followed(self, found, have)

    before_heard = put(Subscription, "_heard", heard)
    before_followed = put(Subscription, "_followed", followed_so_far)


@bug
def snapshot_does_not_clear() -> None:
    """A snapshot is laid over what is there."""
    put(Publishing, "replace", lambda self, name, rows: self.upsert(name, rows))


@bug
def index_forgotten_on_change() -> None:
    """A job that a delta brought is found by no word."""
    put(publishing, "add_words", lambda connection, words: None)


@bug
def old_words_stay() -> None:
    """A job that a delta changed is still found by its old words."""
    put(publishing, "drop_rows", lambda connection, rows: None)


@bug
def last_line_is_lost() -> None:
    """Unpacking drops the last line of a blob that is longer than one line."""

    def lines(blob: Any, size: int) -> Any:
        found = list(before(blob, size))
        return iter(found[:-1] if len(found) > 1 else found)

    before = put(applying, "unpacked_lines", lines)


@bug
def wall_clock_believed() -> None:
    """Whatever the wall clock says is the time."""
    put(Subscription, "_now", lambda self, heard, have: self._clock().wall)


@bug
def distances_not_measured_again() -> None:
    """A terminal that moved keeps its old distances."""
    put(writer, "measure_again", lambda connection, site: None)


@bug
def no_look_after_a_crash() -> None:
    """The catalogue is not examined after an unclean end."""
    put(Boot, "_climb", lambda self, cause, bad_starts: None)


@bug
def sound_because_it_opens() -> None:
    """A file that SQLite opens counts as sound."""

    def examined(path: Any, **_: Any) -> CatalogueHealth:
        found = before(path)
        if found.condition is Condition.DAMAGED and path.exists():
            return CatalogueHealth(Condition.SOUND, 1)
        return found

    before = put(ladder, "examine", examined)
