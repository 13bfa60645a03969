"""Whether this program files jobs as the one did that filled the index.

Another release may cut words or measure distances otherwise. A catalogue that an older one filed is
not damaged, and not searchable either: it is filed again when its writer opens it. How a release
files is told from how it files one job, so that nobody has to remember to raise a number.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from typing import Final

from kiosk.records import Job, JobKind, Pay, PayUnit, Position, Tag
from kiosk.text.tokens import index_words
from offline_cache._sqlite import Connection
from offline_cache.row_id import metres_from, row_id
from offline_cache.site import Site

_SITE: Final = Site(36.6665, 117.0253)
_READINGS: Final = ("bao jie yuan", "lv hua gong", "shi li you xian gong si")
_JOB: Final = Job(
    id="probe",
    source="示例",
    title="Ｃ＋＋ 保洁员/绿化工（急招）12小时 İｶﾞ㈱",
    employer="示例A&B_有限公司",
    updated_at=datetime(2026, 3, 2, tzinfo=UTC),
    valid_through=date(2026, 12, 31),
    address="济南市历下区泉城路1-1号",
    division="370102001",
    position=Position(lat=36.7, lon=117.1),
    pay=Pay(minimum=5200, maximum=8000, unit=PayUnit.MONTH),
    kind=JobKind.CLEANING,
    tags=(Tag.CARING, Tag.SENIOR),
)


def note_filing(connection: Connection) -> None:
    """Everything in the index was filed by this program."""
    connection.execute("DELETE FROM sums WHERE name = 'filing'")
    connection.execute("INSERT INTO sums (name, sum) VALUES ('filing', ?)", (_filing(),))


def filed_by_this_program(connection: Connection) -> bool:
    """Whether ``note_filing`` was last called by a program that files alike."""
    noted = connection.execute("SELECT sum FROM sums WHERE name = 'filing'").fetchone()
    return noted is not None and noted[0] == _filing()


def _filing() -> bytes:
    row = row_id(metres_from(_SITE, _JOB), _JOB.valid_through, 7)
    return hashlib.sha256(f"{row} {index_words(_JOB, _READINGS)}".encode()).digest()
