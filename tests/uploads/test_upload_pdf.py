"""PDF files come out with their words and without anything that acts."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from kiosk.central.uploads.verdicts import Inspected
from tests.uploads import corpus, pdfs
from tests.uploads.planted import PLANTED

FORBIDDEN = re.compile(
    rb"/(JavaScript|JS|OpenAction|AA|Launch|EmbeddedFiles?|EF|AF|XFA|RichMedia\w*|URI|GoToR"
    rb"|SubmitForm|ImportData|FileAttachment|Filespec|3DD|Metadata|Names|Encrypt|Prev)\b"
)


def kept(content: bytes) -> Inspected:
    """What the good part of ``content`` becomes."""
    verdict = corpus.judged(content).verdict
    assert isinstance(verdict, Inspected)
    return verdict


def words_of(pdf: bytes) -> str:
    """Text as poppler reads it."""
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils is not installed, so nobody else reads the PDF")
    command = ["pdftotext", "-", "-"]
    ended = subprocess.run(command, input=pdf, check=True, capture_output=True, timeout=60)
    return ended.stdout.decode()


@pytest.fixture(scope="module", autouse=True)
def _all_judged() -> None:
    corpus.judged_together([pdf for pdf, _ in pdfs.acting().values()])


def test_whatever_acts_is_named_and_gone_from_the_bytes() -> None:
    for name, (pdf, removed) in pdfs.acting().items():
        found = kept(pdf)
        assert removed in found.removed, name
        assert FORBIDDEN.findall(found.content) == [], name
        assert PLANTED not in found.content, name


def test_the_words_stay_whatever_was_taken_out() -> None:
    for name, (pdf, _) in pdfs.acting().items():
        if "hexadecimal" not in name:
            assert pdfs.WORDS in words_of(kept(pdf).content), name


def test_another_reader_finds_no_action_left() -> None:
    for name, (pdf, _) in pdfs.acting().items():
        with pikepdf.open(BytesIO(kept(pdf).content)) as again:
            assert not again.attachments, name
            actions = [found for found in again.objects if isinstance(found, Dictionary)]
            assert all(Name.S not in found or Name.GoTo == found.S for found in actions), name


def test_a_link_within_the_file_stays() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        action = Dictionary(S=Name.GoTo, D=pikepdf.Array([pdf.pages[1].obj, Name.Fit]))
        note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)
        pdf.pages[0].Annots = pikepdf.Array([note])

    found = kept(pdfs.altered(plant))
    assert b"/GoTo" in found.content
    assert found.removed == ()


def test_the_link_goes_and_what_it_was_drawn_on_stays() -> None:
    with pikepdf.open(BytesIO(kept(pdfs.acting()["uri"][0]).content)) as pdf:
        (note,) = pdf.pages[0].obj.Annots.as_list()
        assert note.Subtype == Name.Link
        assert Name.A not in note


def test_the_form_stays_and_its_program_goes() -> None:
    with pikepdf.open(BytesIO(kept(pdfs.acting()["xfa"][0]).content)) as pdf:
        assert pdf.Root.AcroForm.keys() == {"/Fields"}


def test_pages_are_counted() -> None:
    assert kept(pdfs.good()).pages == 2
    assert kept(pdfs.good(20)).pages == 20


def test_a_password_that_opens_for_everybody_is_taken_off() -> None:
    found = kept(pdfs.encrypted(""))
    assert b"/Encrypt" not in found.content
    assert pdfs.WORDS in words_of(found.content)


@pytest.mark.parametrize("content", [pdfs.incremental, pdfs.also_a_zip])
def test_the_file_ends_where_it_ends(content: object) -> None:
    assert callable(content)
    found = kept(content())
    assert found.content.endswith(b"%%EOF\n")
    assert found.content.count(b"%%EOF") == 1
    assert b"PK\x03\x04" not in found.content
    assert PLANTED not in found.content


def test_who_made_the_file_is_forgotten() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo[Name.Author] = PLANTED.decode()
        with pdf.open_metadata() as meta:
            meta["dc:creator"] = [PLANTED.decode()]

    before = pdfs.altered(plant)
    assert PLANTED in before
    found = kept(before)
    assert PLANTED not in found.content
    assert b"/Info" not in found.content
    assert found.removed == ()
