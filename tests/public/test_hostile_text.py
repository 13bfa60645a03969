from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.central.public_pages.pages import activity_page, job_page, policy_page
from kiosk.records import Activity, Job, Policy
from kiosk.text.tidy import visible
from tests.public.reading import read
from tests.public.shapes import a_policy, an_activity, full_job

DAY = date(2026, 3, 2)
RECORDS = (full_job(), a_policy(), an_activity())
ATTACKS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</ScRiPt ><img src=x onerror=alert(1)>",
    "<!--<script>",
    "--><svg onload=alert(1)>",
    "]]></style><style>*{display:none}",
    "\"' onmouseover='alert(1)' x=\"",
    "{{ 7*7 }}{% include 'base' %}",
    "&lt;b&gt;&#x3c;b&#x3e;",
    "javascript:alert(1)",
    "\\u003cscript\\u003e",
)
HOSTILE = st.lists(
    st.sampled_from(ATTACKS)
    | st.text(max_size=6)
    | st.sampled_from("<>&\"'/\\\u2028\u202e\0\ufeff"),
    max_size=5,
).map("".join)


def document_of(record: Job | Policy | Activity) -> bytes:
    if isinstance(record, Job):
        return job_page(record, "370102", DAY).document
    if isinstance(record, Policy):
        return policy_page(record, DAY).document
    return activity_page(record, "370102", DAY).document


def texts_of(record: Job | Policy | Activity) -> list[str]:
    """Names of the fields that hold free text."""
    named = fields(record)
    free = [f.name for f in named if str(f.type) in ("str", "str | None")]
    return [name for name in free if name != "division"]


def skeleton(document: bytes) -> list[tuple[str, tuple[str, ...]]]:
    """Elements with the names of their attributes; breaks within texts do not count."""
    return [(tag, tuple(said)) for tag, said in read(document).tags if tag not in ("br", "p")]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
@pytest.mark.parametrize("attack", ATTACKS)
def test_no_field_makes_an_element(record: Job | Policy | Activity, attack: str) -> None:
    harmless = replace(record, **{name: f"字{name}" for name in texts_of(record)})
    hostile = replace(record, **{name: f"{attack}字{name}" for name in texts_of(record)})
    assert skeleton(document_of(hostile)) == skeleton(document_of(harmless))
    assert attack in read(document_of(hostile)).words


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(RECORDS), st.data())
def test_whatever_a_record_says_stays_text(
    record: Job | Policy | Activity, data: st.DataObject
) -> None:
    said = {name: data.draw(HOSTILE, name) + "字" for name in texts_of(record)}
    document = document_of(replace(record, **said))
    harmless = document_of(replace(record, **{name: f"字{name}" for name in said}))
    links = {"a", "span", "b"}  # whether a number can be dialled depends on what it says
    assert [e for e in skeleton(document) if e[0] not in links] == [
        e for e in skeleton(harmless) if e[0] not in links
    ]
    page = read(document)
    assert all(link.removeprefix("tel:").isdecimal() for link in page.links)
    assert visible(document.decode()) == document.decode()


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_what_nobody_sees_and_what_turns_a_line_is_left_out(
    record: Job | Policy | Activity,
) -> None:
    bidi = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200e\u200f\u061c"
    hidden = f"{bidi}\u200b\u2060\ufeff\u00ad\0\x08\x7f"
    turned = replace(record, **{n: f"正{hidden}常{n}" for n in texts_of(record)})
    plain = replace(record, **{n: f"正常{n}" for n in texts_of(record)})
    assert document_of(turned) == document_of(plain)


def test_a_title_of_nothing_visible_has_another() -> None:
    page = read(job_page(full_job(title="\u200b\u202e"), "370102", DAY).document)
    assert "岗位" in page.inside["title"]


def test_text_that_is_blank_counts_as_unsaid() -> None:
    assert document_of(full_job(hours="\u200b \n", contact_phone=" ")) == document_of(
        full_job(hours=None, contact_phone=None)
    )
