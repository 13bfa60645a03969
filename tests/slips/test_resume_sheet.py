"""A résumé is printed from memory: no file, no log, no title knows of it."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from kiosk.slips.job_slip import job_slips
from kiosk.slips.paper import Layout, ResumeOnPaper
from kiosk.slips.resume import resume_sheet
from tests.slips.reading import pages, said, squeezed
from tests.slips.shapes import IMPRINT, SLIP_LAYOUTS, on_paper

RESUME = ResumeOnPaper(
    name="示例人",
    phone="0000-0000000",
    wanted="保洁、后厨帮工",
    experience="在示例食堂洗碗两年，会做面食。",
    hours="上午",
    area="历下区",
    reference="7K2M-9QXT",
)
_WATCHED: list[list[tuple[str, Any]]] = []


def _note(event: str, details: tuple[Any, ...]) -> None:
    if _WATCHED and event in {
        "open",
        "os.rename",
        "os.mkdir",
        "subprocess.Popen",
        "tempfile.mkstemp",
    }:
        _WATCHED[-1].append((event, details))


sys.addaudithook(_note)


@contextmanager
def watched() -> Iterator[list[tuple[str, Any]]]:
    """What is opened, made or started meanwhile, as the interpreter itself tells."""
    events: list[tuple[str, Any]] = []
    _WATCHED.append(events)
    yield events
    _WATCHED.pop()


def written(events: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """The events by which something could stay on a disk."""
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT
    return [
        (event, details)
        for event, details in events
        if event != "open" or details[2] & writing or set(str(details[1] or "r")) & set("wax+")
    ]


@pytest.mark.parametrize("layout", SLIP_LAYOUTS)
def test_it_says_what_was_entered(layout: Layout) -> None:
    words = said(resume_sheet(RESUME, layout, IMPRINT))
    fields = ("name", "phone", "wanted", "experience", "hours", "area", "reference")
    for field in fields:
        assert squeezed(getattr(RESUME, field)) in words
    assert "含个人信息" in words


def test_what_was_left_empty_is_said_to_be_empty() -> None:
    words = said(resume_sheet(ResumeOnPaper(name="示例人", phone=""), Layout.A5, IMPRINT))
    assert words.count("未填写") == 5
    assert "回执编号" not in words


def test_a_long_one_flows() -> None:
    experience = "在示例食堂洗碗两年，会做面食。" * 150
    pdf = resume_sheet(
        ResumeOnPaper(name="示例人", phone="0", experience=experience), Layout.A5, IMPRINT
    )
    assert len(pages(pdf)) > 1
    assert said(pdf).count("会做面食") + said(pdf).count("会做") >= 150


def test_nothing_is_written_anywhere(caplog: pytest.LogCaptureFixture) -> None:
    job_slips([on_paper()], Layout.A5, IMPRINT)  # reads the fonts and the mark
    caplog.set_level(logging.DEBUG)
    with watched() as events:
        for layout in SLIP_LAYOUTS:
            resume_sheet(RESUME, layout, IMPRINT)
    assert written(events) == []
    assert caplog.records == []


def test_a_file_would_be_noticed(tmp_path: Any) -> None:
    with watched() as events, (tmp_path / "leak").open("w") as file:
        file.write("x")
    assert len(written(events)) == 1


def test_neither_the_description_of_the_file_nor_of_the_object_names_anybody() -> None:
    with pikepdf.open(BytesIO(resume_sheet(RESUME, Layout.A4, IMPRINT))) as document:
        about = {str(key): str(value) for key, value in document.docinfo.items()}
    assert about["/Title"] == "简历"
    assert not any(RESUME.name in value for value in about.values())
    assert RESUME.name not in repr(RESUME)
    assert RESUME.phone not in repr(RESUME)
