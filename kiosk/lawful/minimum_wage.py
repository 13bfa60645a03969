"""Minimum wages by division and day, from a dated table that a city can replace."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Floor:
    """Yuan: below ``surely`` pay is unlawful, below ``perhaps`` it depends on the district."""

    surely: int
    perhaps: int


@dataclass(frozen=True, slots=True)
class Minimum:
    """What holds in one place on one day; ``source`` says where the figures are from."""

    monthly: Floor
    hourly: Floor
    source: str


class BadTable(Exception):
    """The file is no table of minimum wages; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class _Row:
    province: str
    since: date
    source: str
    classes: tuple[tuple[int, int, frozenset[str]], ...]


def minimum_of(division: str, on: date, table: Path | None = None) -> Minimum | None:
    """The minimum wage in ``division`` (6 or 9 digits) ``on`` that day; None where none is known.

    ``BadTable`` for a ``table`` that is none.
    """
    rows = _rows(table)
    fitting = [row for row in rows if division.startswith(row.province) and row.since <= on]
    if not fitting:
        return None
    row = max(fitting, key=lambda row: row.since)
    own = [entry for entry in row.classes if division[:6] in entry[2]]
    classes = own or list(row.classes)
    months, hours = [entry[0] for entry in classes], [entry[1] for entry in classes]
    return Minimum(Floor(min(months), max(months)), Floor(min(hours), max(hours)), row.source)


@cache
def _rows(table: Path | None) -> tuple[_Row, ...]:
    place = files(__package__) / "minimum_wage.toml" if table is None else table
    try:
        read = tomllib.loads(place.read_text(encoding="utf-8"))
        return tuple(_row(entry) for entry in read["table"])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadTable(f"{place} cannot be read: {error}.") from error
    except (KeyError, TypeError, ValueError) as error:
        raise BadTable(f"{place} is no table of minimum wages: {error!r}.") from error


def _row(entry: dict[str, Any]) -> _Row:
    classes = tuple(
        (int(found["monthly"]), int(found["hourly"]), frozenset(found["divisions"]))
        for found in entry["classes"]
    )
    if not classes or not isinstance(entry["from"], date):
        raise ValueError("a table has a day and at least one class")
    return _Row(str(entry["province"]), entry["from"], str(entry["source"]), classes)
