"""Records and what people left, as lines of a label and a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from kiosk.central.admin.words import FIELDS, LEFT_FIELDS, inert
from kiosk.records import (
    CHINA_TIME,
    ActivityKind,
    EmploymentType,
    JobKind,
    Pay,
    PlaceKind,
    PolicyTopic,
    Position,
    Record,
    Tag,
)
from kiosk.submissions import Purpose
from kiosk.text.labels import (
    ACTIVITY_KIND_LABELS,
    EMPLOYMENT_TYPE_LABELS,
    KIND_LABELS,
    PLACE_KIND_LABELS,
    POLICY_TOPIC_LABELS,
    TAG_LABELS,
)
from kiosk.text.pay import pay_words

_LABELS: Final[dict[type[StrEnum], Mapping[Any, str]]] = {
    ActivityKind: ACTIVITY_KIND_LABELS,
    EmploymentType: EMPLOYMENT_TYPE_LABELS,
    JobKind: KIND_LABELS,
    PlaceKind: PLACE_KIND_LABELS,
    PolicyTopic: POLICY_TOPIC_LABELS,
    Tag: TAG_LABELS,
}
_FIRST: Final = ("title", "name", "employer", "pay", "pay_text", "requirements", "description")
_PURPOSES: Final = {Purpose.RESUME: "简历", Purpose.VACANCY: "招聘", Purpose.SIGN_UP: "报名"}
_LAST: Final = ("id", "source", "updated_at")
_APART: Final = frozenset({"files", "sample", "resume"})
_IDS: Final = ("job_ids", "activity_id", "about")


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One field; ``name`` is the program's word for it."""

    name: str
    label: str
    text: str


def record_sheet(record: Record) -> list[SheetLine]:
    """Everything that ``record`` says, what matters most first."""
    names = [field.name for field in fields(record) if field.name not in _APART]
    order = sorted(names, key=_rank)
    said = ((name, _words(getattr(record, name))) for name in order)
    return [SheetLine(name, FIELDS.get(name, name), text) for name, text in said if text]


def ids_in(body: dict[str, Any]) -> list[str]:
    """Ids of records that a person's ``body`` names."""
    named = (body.get(name) for name in _IDS)
    values = [one for value in named for one in (value if isinstance(value, list) else [value])]
    return [one for one in values if isinstance(one, str) and one]


def left_sheet(body: dict[str, Any], titles: Mapping[str, str]) -> list[SheetLine]:
    """Everything that a person left, but for the files; ``titles`` by the ids in it."""
    plain = {name: value for name, value in body.items() if name not in _APART}
    said = ((name, _left_words(name, value, titles)) for name, value in plain.items())
    return [
        SheetLine(name, LEFT_FIELDS.get(name) or FIELDS.get(name) or inert(name), text)
        for name, text in said
        if text
    ]


def when(moment: datetime) -> str:
    """A moment on the clocks of the station."""
    return f"{moment.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}"


def one_line(text: str, longest: int = 40) -> str:
    """``text`` for a table: nothing hidden, on one line, cut where it is longer."""
    flat = inert(text).replace("\n", " ")
    return flat if len(flat) <= longest else f"{flat[: longest - 1]}…"


def _rank(name: str) -> int:
    if name in _FIRST:
        return _FIRST.index(name)
    return len(_FIRST) + (name in _LAST)


def _left_words(name: str, value: Any, titles: Mapping[str, str]) -> str:  # noqa: ANN401
    if name in _IDS:
        ids = ids_in({name: value})
        return "\n".join(inert(titles.get(one, f"已不在的内容 {one}")) for one in ids)
    if name == "purpose" and value in list(Purpose):
        return _PURPOSES[Purpose(value)]
    return _words(value)


def _words(value: Any) -> str:  # noqa: ANN401, PLR0911
    match value:
        case None | False | "" | () | []:
            return ""
        case True:
            return "是"
        case StrEnum():
            return _label(value)
        case datetime():
            return when(value)
        case date():
            return value.isoformat()
        case Pay():
            return "".join(pay_words(value))
        case Position():
            return f"{value.lat:.5f}，{value.lon:.5f}（{value.datum.value}）"
        case dict():
            return "，".join(f"{inert(str(k))}：{_words(v)}" for k, v in value.items())
        case Iterable() if not isinstance(value, str):
            return "、".join(_words(one) for one in value)
    return inert(str(value))


def _label(value: StrEnum) -> str:
    return _LABELS.get(type(value), {}).get(value, value.value)
