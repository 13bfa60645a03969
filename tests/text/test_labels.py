"""Every value a record can hold has a word of its own."""

from collections.abc import Mapping
from enum import StrEnum

import pytest

from kiosk.records import (
    ActivityKind,
    EmploymentType,
    JobKind,
    PayUnit,
    PlaceKind,
    PolicyTopic,
    Tag,
)
from kiosk.text import labels


@pytest.mark.parametrize(
    ("table", "values"),
    [
        (labels.TAG_LABELS, Tag),
        (labels.KIND_LABELS, JobKind),
        (labels.EMPLOYMENT_TYPE_LABELS, EmploymentType),
        (labels.PAY_UNIT_LABELS, PayUnit),
        (labels.POLICY_TOPIC_LABELS, PolicyTopic),
        (labels.PLACE_KIND_LABELS, PlaceKind),
        (labels.ACTIVITY_KIND_LABELS, ActivityKind),
    ],
)
def test_every_value_has_its_own_word(table: Mapping[StrEnum, str], values: type[StrEnum]) -> None:
    assert set(table) == set(values)
    assert len(set(table.values())) == len(table)
