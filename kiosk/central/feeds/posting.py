"""One row of a feed → one Job, with nothing in it that the row did not say."""

from __future__ import annotations

import re
from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from kiosk.central.feeds.cells import cell_text
from kiosk.central.feeds.columns import Columns, Field
from kiosk.central.feeds.contacts import read_phone
from kiosk.central.feeds.dates import last_moment, read_moment
from kiosk.central.feeds.facts import read_facts
from kiosk.central.feeds.kinds import employment_type_of, kind_of, tags_of
from kiosk.central.feeds.places import division_of, is_remote, position_of
from kiosk.records import CHINA_TIME, Datum, Job, Pay, Position, Tag
from kiosk.text.normal import normal_form
from kiosk.text.pay import Unpriced, read_pay

VALID_DAYS: Final = 30
"""How long a posting holds, from the day of import, that names no date of its own."""
LONGEST_TITLE: Final = 120
_ADDRESS_LABEL: Final = re.compile(r"^(?:上班|工作|公司|单位|面试)?(?:地址|地点)\s*[:：]\s*")


@dataclass(frozen=True, slots=True)
class Feed:
    """What every row of one import shares."""

    source: str
    region: str
    datum: Datum
    imported_at: datetime


class NoPosting(Exception):
    """The row is no posting; ``args[0]`` is the reason's stable name."""


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of one row, read once, by field."""

    texts: dict[Field, tuple[str, ...]]

    @classmethod
    def of(cls, cells: list[str], columns: Columns) -> Row:
        """``cells`` as ``columns`` name them; missing and empty cells are left out."""
        if any(cell.strip() for cell in cells[columns.width :]):
            raise NoPosting("too_many_cells")
        return cls(
            {
                field: texts
                for field, places in columns.positions.items()
                if (
                    texts := tuple(
                        t for i in places if i < len(cells) and (t := cell_text(cells[i]))
                    )
                )
            }
        )

    def line(self, field: Field) -> str:
        """What the row says about ``field``, on one line."""
        return " ".join(self.texts.get(field, ())).replace("\n", " ")

    def body(self, *fields: Field) -> str:
        """What the row says about ``fields``, a paragraph a line."""
        return "\n".join(text for field in fields for text in self.texts.get(field, ()))


def job_of(row: Row, columns: Columns, feed: Feed) -> Job:
    """The posting that ``row`` makes; ``NoPosting`` if it makes none."""
    if not row.texts:
        raise NoPosting("empty_row")
    title = row.line(Field.TITLE)
    if not any(c.isalpha() for c in title):
        raise NoPosting("no_title")
    if len(title) > LONGEST_TITLE:
        raise NoPosting("title_too_long")
    area = row.line(Field.AREA)
    address = _ADDRESS_LABEL.sub("", row.line(Field.ADDRESS))
    pay, pay_text = _pay(row, columns)
    facts = read_facts(
        row.texts.get(Field.EDUCATION, ()) + row.texts.get(Field.EXPERIENCE, ()),
        row.texts.get(Field.HEAD_COUNT, ()),
    )
    requirements = "\n".join(
        filter(None, ["；".join(facts.requirements), row.body(Field.REQUIREMENTS)])
    )
    description = row.body(Field.DESCRIPTION)
    tags = tags_of(row.line(Field.TAGS), title, description)
    remote = Tag.REMOTE in tags or is_remote(title, f"{area} {address}")
    valid_through = last_moment(row.line(Field.VALID_THROUGH))
    imported = feed.imported_at.astimezone(CHINA_TIME)
    return Job(
        id=_id(feed.source, fingerprint(row)),
        source=feed.source,
        title=title,
        employer=row.line(Field.EMPLOYER) or None,
        updated_at=_updated(row, imported),
        valid_through=(valid_through or imported + timedelta(days=VALID_DAYS)).date(),
        valid_through_assumed=valid_through is None,
        head_count=facts.head_count,
        head_count_text=facts.head_count_text,
        requirements=requirements or None,
        employment_type=employment_type_of(row.line(Field.EMPLOYMENT_TYPE), title),
        description=description or None,
        conditions=row.body(Field.CONDITIONS) or None,
        hours=row.body(Field.HOURS) or None,
        address=_address(area, address),
        division=None if remote else division_of(area, address, feed.region),
        position=None if remote else _position(row, feed.datum),
        remote=remote,
        pay=pay,
        pay_text=pay_text,
        kind=kind_of(title),
        tags=tags,
        contact_name=row.line(Field.CONTACT_NAME) or None,
        contact_phone=read_phone(row.line(Field.CONTACT_PHONE)),
    )


def fingerprint(row: Row) -> bytes:
    """16-byte hash of what the row offers: equal for two rows that offer the same to a reader.

    Dates and head counts are left out: the same post advertised again is the same post.
    """
    unsaid = (Field.UPDATED, Field.VALID_THROUGH, Field.HEAD_COUNT)
    said = (
        f"{field}\x1e{normal_form(row.body(field))}"
        for field in sorted(row.texts)
        if field not in unsaid
    )
    return sha256("\x1f".join(said).encode()).digest()[:16]


def _id(source: str, said: bytes) -> str:
    return b32encode(sha256(source.encode() + b"\x00" + said).digest())[:12].decode().lower()


def _updated(row: Row, imported: datetime) -> datetime:
    stated = read_moment(row.line(Field.UPDATED))
    return stated if stated is not None and stated <= imported else imported


def _address(area: str, address: str) -> str | None:
    missing = [part for part in area.replace("-", " ").split() if part not in address]
    return " ".join([*missing, address]).strip() or None


def _pay(row: Row, columns: Columns) -> tuple[Pay | None, str | None]:
    stated = row.line(Field.PAY)
    if not stated:
        ends = [e for e in (row.line(Field.PAY_MIN), row.line(Field.PAY_MAX)) if e]
        stated = "-".join(ends)
    unit = row.line(Field.PAY_UNIT)
    read = read_pay(f"{stated}/{unit.removeprefix('元/')}") if stated and unit else None
    if not isinstance(read, Pay):
        read = read_pay(stated, unit=columns.pay_period)
    if isinstance(read, Unpriced):
        return None, read.text
    return read, None


def _position(row: Row, datum: Datum) -> Position | None:
    return position_of(row.line(Field.LAT), row.line(Field.LON), row.line(Field.POINT), datum)
