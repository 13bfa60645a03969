"""The proof that every stored value is the one that was published, row by row."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import pairwise
from typing import Final

from kiosk.digests import collection_digest, row_hash
from kiosk.text.tokens import index_words
from offline_cache._sqlite import Connection
from offline_cache.care_words import WordTally, tally_of_index
from offline_cache.filing import filed_by_this_program
from offline_cache.layout import read_site
from offline_cache.lines import read_job
from offline_cache.row_id import MOST_JOBS, day_of, metres_from, row_id
from offline_cache.rows import COLLECTIONS
from offline_cache.site import Site
from offline_cache.sums import SUMMED, noted_sum, sum_now

_SUMS_SINCE: Final = 3


class Damage(StrEnum):
    """What is not as it was written."""

    STRUCTURE = "structure"
    SCHEMA = "schema"
    VALUE = "value"
    STATE = "state"
    LINE = "line"
    DIGEST = "digest"
    DISTANCE = "distance"
    INDEX = "index"


class Damaged(Exception):
    """Ends the proof; never leaves ``examine``."""

    def __init__(self, damage: Damage, detail: str) -> None:
        super().__init__(f"{damage}: {detail}")
        self.damage = damage
        self.detail = detail


def proven_state(connection: Connection, schema: int, *, words: bool) -> int | None:
    """The version that the file equals, None before the first; ``Damaged`` if it equals none."""
    if schema >= _SUMS_SINCE:
        _check_sums(connection)
    rows = connection.execute("SELECT version, digests FROM state").fetchall()
    if len(rows) > 1:
        raise Damaged(Damage.STATE, f"{len(rows)} versions at once")
    version, digests = (rows[0][0], json.loads(rows[0][1])) if rows else (None, {})
    # What another release filed may stand elsewhere without being wrong: its writer files it again.
    alike = schema >= _SUMS_SINCE and filed_by_this_program(connection)
    tally = WordTally() if words and alike else None
    _check_jobs(connection, digests, tally, alike)
    for collection in COLLECTIONS:
        if collection != "jobs":
            stored = connection.execute(f"SELECT id, hash, line FROM {collection} ORDER BY id")
            _check_digest(collection, digests, _hashed(collection, stored))
    if tally is not None and tally.total != tally_of_index(connection):
        raise Damaged(Damage.INDEX, "the search index holds other words than the jobs")
    return version


def _check_sums(connection: Connection) -> None:
    for name in SUMMED:
        if noted_sum(connection, name) != sum_now(connection, name):
            raise Damaged(Damage.STATE, f"{name} is not what was written")


def _check_jobs(
    connection: Connection, digests: Mapping[str, str], tally: WordTally | None, alike: bool
) -> None:
    site = read_site(connection)
    if site is None and digests:
        raise Damaged(Damage.DISTANCE, "nothing says where distances were measured from")
    pairs: set[tuple[str, str]] = set()
    rows = _measured(connection, site if alike else None, tally, pairs)
    _check_digest("jobs", digests, rows)
    # Pairs of jobs that went may stay behind; they find nothing.
    stored = set(connection.execute("SELECT first, second FROM syllable_pairs"))
    if tally is not None and not pairs <= stored:
        raise Damaged(Damage.INDEX, "syllables of the jobs are missing")
    _check_rows_of_index(connection)


def _measured(
    connection: Connection,
    site: Site | None,
    tally: WordTally | None,
    pairs: set[tuple[str, str]],
) -> Iterator[tuple[str, bytes]]:
    stored = connection.execute("SELECT number, row, id, hash, line FROM jobs ORDER BY id")
    for number, row, job_id, noted, line in stored:
        _check_line("jobs", job_id, noted, line)
        read = read_job(line)
        metres = metres_from(site, read.record) if site else row >> 40
        day = read.record.valid_through if site else day_of(row)
        if not 0 <= number < MOST_JOBS or row != row_id(metres, day, number):
            raise Damaged(Damage.DISTANCE, f"job {job_id} is filed under {row}")
        if tally is not None:
            tally.add(row, index_words(read.record, read.pinyin))
            _add_pairs(read.pinyin, pairs)
        yield job_id, noted


def _hashed(
    collection: str, stored: Iterator[tuple[str, bytes, bytes]]
) -> Iterator[tuple[str, bytes]]:
    for record_id, noted, line in stored:
        _check_line(collection, record_id, noted, line)
        yield record_id, noted


def _check_line(collection: str, record_id: str, noted: bytes, line: bytes) -> None:
    if row_hash(line) != noted:
        raise Damaged(Damage.LINE, f"{collection} {record_id} is not what was published")


def _check_digest(
    collection: str, digests: Mapping[str, str], rows: Iterator[tuple[str, bytes]]
) -> None:
    signed = digests.get(collection, collection_digest(()))
    if collection_digest(rows) != signed:
        raise Damaged(Damage.DIGEST, f"{collection} are not those of the signed version")


def _check_rows_of_index(connection: Connection) -> None:
    differing = connection.execute(
        "SELECT (SELECT count(*) FROM jobs) - (SELECT count(*) FROM job_index_docsize)"
        " OR EXISTS (SELECT 1 FROM jobs WHERE row NOT IN (SELECT id FROM job_index_docsize))"
    ).fetchone()[0]
    if differing:
        raise Damaged(Damage.INDEX, "the search index knows other rows than the jobs")


def _add_pairs(readings: tuple[str, ...], pairs: set[tuple[str, str]]) -> None:
    for reading in readings:
        syllables = reading.split()
        pairs.update(pairwise(syllables))
        pairs.update(("", syllable) for syllable in syllables)
