"""The search finds what is planted, in every form; else its finding nothing would say nothing."""

from __future__ import annotations

import gzip
import sqlite3
import zlib
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.canary.forms import forms
from tests.canary.searching import Search
from tests.canary.words import CANARIES, IN_THE_FILE, NAME, PHONE

NOISE = bytes(range(256)) * 40


@pytest.fixture(params=CANARIES)
def canary(request: pytest.FixtureRequest) -> str:
    word: str = request.param
    return word


def planted(folder: Path, content: bytes) -> list[str]:
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "deep" / "er" / "file.bin").write_bytes(NOISE + content + NOISE)
    return [found.what for found in Search(CANARIES).below(folder)]


@pytest.mark.parametrize(
    "encode",
    [
        lambda words: words.encode(),
        lambda words: words.encode("utf-16"),
        lambda words: words.encode("gbk"),
        lambda words: words.encode("unicode_escape"),
        lambda words: words.encode().hex().encode(),
        lambda words: b64encode(b"{" + words.encode() + b"}"),
        lambda words: b64encode(b'{"' + words.encode() + b'"}'),
        lambda words: urlsafe_b64encode(words.encode("gbk")),
        lambda words: zlib.compress(NOISE + words.encode()),
        lambda words: gzip.compress(words.encode("utf-16-le")),
        lambda words: zlib.compress(gzip.compress(b64encode(b"." + words.encode())))[:-4],
    ],
)
def test_it_is_found_in_every_form(
    tmp_path: Path, canary: str, encode: Callable[[str], bytes]
) -> None:
    found = planted(tmp_path, encode(canary))
    assert any(what.startswith(canary) for what in found), found


def test_it_is_found_in_a_word_file_in_a_pdf_and_in_a_name(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "words.docx", "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:t>{NAME}</w:t>")
    canvas = Canvas(str(tmp_path / "words.pdf"), pageCompression=1)
    canvas.drawString(72, 700, IN_THE_FILE)
    canvas.save()
    (tmp_path / f"{PHONE}.txt").touch()
    where = {found.where for found in Search(CANARIES).below(tmp_path)}
    assert {Path(name).name for name in where} >= {"words.docx", "words.pdf", f"{PHONE}.txt"}


def test_it_is_found_in_a_row_that_was_deleted(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "left.db")
    connection.execute("PRAGMA secure_delete = OFF")
    connection.execute("CREATE TABLE left (body)")
    connection.execute("INSERT INTO left VALUES (?)", (f'{{"name": "{NAME}"}}',))
    connection.commit()
    connection.execute("DELETE FROM left")
    connection.commit()
    connection.close()
    assert [found.what for found in Search(CANARIES).below(tmp_path)] == [f"{NAME} (utf-8)"]


def test_where_there_is_none_none_is_found(tmp_path: Path) -> None:
    assert planted(tmp_path, zlib.compress(NOISE) + "示例".encode()) == []


def test_no_form_is_so_short_that_chance_would_make_it() -> None:
    assert min(len(form) for words in CANARIES for form in forms(words).values()) >= 10
