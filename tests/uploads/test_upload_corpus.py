"""R8: whatever is uploaded is refused in one sentence or comes out harmless, within its bounds."""

from __future__ import annotations

import re

import pytest

from kiosk.central.uploads.kinds import KEPT, FileKind, extension, kind_of, media_type
from kiosk.central.uploads.refusals import SENTENCES, Refusal
from kiosk.central.uploads.verdicts import Inspected, RefusedFile
from tests.uploads import corpus
from tests.uploads.planted import PLANTED, unpacked_streams

MOST_KIB = 300 * 1000
CLAUSE = 24


@pytest.fixture(scope="module", autouse=True)
def _all_judged() -> None:
    corpus.judged_together([case.content for case in corpus.cases()])


def test_each_file_meets_the_end_that_it_should() -> None:
    expected = {case.name: case.outcome for case in corpus.cases()}
    assert len(expected) > 90
    assert {case.name: _end(case.content) for case in corpus.cases()} == expected


def _end(content: bytes) -> Refusal | FileKind:
    verdict = corpus.judged(content).verdict
    return verdict.kind if isinstance(verdict, Inspected) else verdict.reason


def test_no_file_takes_300_megabytes() -> None:
    peaks = {case.name: corpus.judged(case.content).peak_kib for case in corpus.cases()}
    assert len([peak for peak in peaks.values() if peak]) > 60
    assert max(peaks.values()) > 200_000, "the largest pictures are part of the measurement"
    assert {name: peak for name, peak in peaks.items() if peak >= MOST_KIB} == {}


def test_nothing_planted_comes_out() -> None:
    for case in corpus.cases():
        verdict = corpus.judged(case.content).verdict
        if isinstance(verdict, Inspected) and verdict.kind != FileKind.DOCX:
            assert PLANTED not in verdict.content, case.name
            assert PLANTED not in unpacked_streams(verdict.content), case.name


@pytest.mark.parametrize("kind", FileKind)
def test_a_good_file_of_every_kind_is_kept(kind: FileKind) -> None:
    verdict = corpus.judged(corpus.good()[kind]).verdict
    assert isinstance(verdict, Inspected)
    assert verdict.kind in KEPT
    assert kind_of(verdict.content) == verdict.kind
    assert verdict.neutralised == (kind != FileKind.DOC)
    assert verdict.removed == ()


@pytest.mark.parametrize("kind", FileKind)
def test_what_was_kept_is_kept_again(kind: FileKind) -> None:
    first = corpus.judged(corpus.good()[kind]).verdict
    assert isinstance(first, Inspected)
    again = corpus.judged(first.content).verdict
    assert isinstance(again, Inspected)
    assert (again.kind, again.pages, again.removed) == (first.kind, first.pages, ())


def test_every_refusal_has_one_short_chinese_sentence() -> None:
    assert set(SENTENCES) == set(Refusal)
    for sentence in SENTENCES.values():
        assert sentence.endswith("。")
        assert sentence.count("。") == 1
        assert "请" in sentence, "it says what to do"
        assert all(len(clause) <= CLAUSE for clause in re.split("[，。]", sentence))


def test_a_refusal_carries_its_sentence() -> None:
    verdict = corpus.judged(b"plain text").verdict
    assert verdict == RefusedFile(Refusal.UNKNOWN_KIND, SENTENCES[Refusal.UNKNOWN_KIND])


def test_every_kind_has_a_type_and_an_ending() -> None:
    assert extension(FileKind.DOCX) == ".docx"
    assert media_type(FileKind.PDF) == "application/pdf"
    assert len({media_type(kind) for kind in FileKind}) == len(FileKind)
