"""Every wrong word is one sentence, an exit code, and nothing half-written."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.central.publishing import regions_in
from kiosk.central.store import Store
from tests.central_process import REPOSITORY
from tests.cli.conftest import Kiosk, Said

FEED = ("--source", "示例", "--region", "370102")


def refused(said: Said, words: str, code: int = 1) -> None:
    assert said.code == code, said
    assert said.out == ""
    assert re.search(words, said.err), said.err
    assert said.err.count("\n") == 1
    assert said.err.endswith(".\n")
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "required"),
        (["fly"], "'fly'"),
        (["central"], "required"),
        (["central", "fly"], "'fly'"),
        (["search"], "TEXT"),
        (["search", "保洁", "--far"], "--far"),
        (["search", "保洁", "--limit", "0"], "'0' is not a number of results"),
        (["search", "保洁", "--limit", "many"], "'many' is not a number"),
        (["search", "保洁", "--within", "-5"], "--within"),
        (["search", "保洁", "--tag", "rich"], "'rich'"),
        (["show"], "ID"),
        (["central", "serve", "--port", "http"], "'http'"),
        (["central", "import", "feed.csv"], "--source, --region"),
        (["central", "import", "feed.csv", "--source", "x", "--region", "济南"], "'济南'"),
        (["central", "import", "feed.csv", "--source", "x", "--region", "3701"], "'3701'"),
        (["central", "import", "feed.csv", *FEED, "--datum", "mars"], "'mars'"),
    ],
)
def test_a_wrong_command_line(kiosk: Kiosk, words: list[str], sentence: str) -> None:
    refused(kiosk(*words), sentence, code=2)


def test_no_such_port(kiosk: Kiosk, tmp_path: Path) -> None:
    said = kiosk("central", "serve", "--port", 70_000, "--home", tmp_path)
    refused(said, "no port 70000", code=2)


def test_a_missing_file(kiosk: Kiosk, tmp_path: Path) -> None:
    home = tmp_path / "home"
    refused(kiosk("central", "import", tmp_path / "no.csv", *FEED, "--home", home), "no file")
    assert not home.exists()


def test_a_directory_for_a_file(kiosk: Kiosk, tmp_path: Path) -> None:
    refused(kiosk("central", "import", tmp_path, *FEED, "--home", tmp_path), "is a directory")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("binary.csv", bytes(range(256)) * 64),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(4000)),
        ("columns.csv", "甲,乙\n1,2\n3,4\n".encode()),
        ("empty.csv", b""),
        ("blank.csv", b"\n\n\n"),
        ("header.csv", "职位,公司\n".encode()),
        ("jobs.ndjson", b""),
        ("jobs.ndjson", b"{}\nnothing\n"),
        ("jobs.ndjson", bytes(range(256))),
        ("other.ndjson", b"{}\n"),
    ],
)
def test_a_feed_that_is_none(kiosk: Kiosk, tmp_path: Path, name: str, content: bytes) -> None:
    feed = tmp_path / name
    feed.write_bytes(content)
    refused(kiosk("central", "import", feed, *FEED, "--home", tmp_path / "home"), name)
    store = Store.in_home(tmp_path / "home")
    assert regions_in(store) == []
    store.close()


@pytest.mark.parametrize(
    "words",
    [
        ["central", "held"],
        ["central", "publish"],
        ["central", "serve", "--port", "0"],
        ["agent"],
        ["sync", "--once"],
        ["search", "保洁"],
        ["show", "job-1"],
    ],
)
@pytest.mark.parametrize("below", ["", "below"])
def test_a_home_that_cannot_be_one(
    kiosk: Kiosk, tmp_path: Path, words: list[str], below: str
) -> None:
    (tmp_path / "file").write_text("not a directory")
    home = tmp_path / "file" / below if below else tmp_path / "file"
    refused(kiosk(*words, "--home", home), "home directory .* cannot be used")


@pytest.mark.parametrize("words", [["agent"], ["sync", "--once"], ["central", "publish"]])
def test_a_corrupt_kiosk_toml(kiosk: Kiosk, tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "kiosk.toml").write_text('[agent]\npoll_seconds = "often"\n')
    refused(kiosk(*words, "--home", tmp_path), r"kiosk\.toml, line 2, key 'agent\.poll_seconds'")
    (tmp_path / "kiosk.toml").write_text("[agent\n")
    refused(kiosk(*words, "--home", tmp_path), "not valid TOML")


def test_an_occupied_port(kiosk: Kiosk, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        said = kiosk("central", "serve", "--port", port, "--home", tmp_path)
    refused(said, f"Port {port} on 127.0.0.1 cannot be had")


def test_an_address_that_is_none(kiosk: Kiosk, tmp_path: Path) -> None:
    said = kiosk("central", "serve", "--host", "nowhere.invalid", "--home", tmp_path)
    refused(said, "no address nowhere.invalid")


def test_nothing_to_publish(kiosk: Kiosk, tmp_path: Path) -> None:
    refused(kiosk("central", "publish", "--home", tmp_path), "nothing to publish yet")


@pytest.mark.parametrize("decision", ["release", "refuse"])
def test_no_such_id_to_decide(kiosk: Kiosk, tmp_path: Path, decision: str) -> None:
    refused(kiosk("central", decision, "nothing", "--home", tmp_path), "no record 'nothing'")


def test_a_database_that_is_none(kiosk: Kiosk, tmp_path: Path) -> None:
    (tmp_path / "central.db").write_bytes(b"something else entirely " * 100)
    refused(kiosk("central", "held", "--home", tmp_path), "not a database")


@pytest.mark.parametrize("words", [["search", "保洁"], ["show", "job-1"]])
def test_no_catalogue_yet(kiosk: Kiosk, tmp_path: Path, words: list[str]) -> None:
    refused(kiosk(*words, "--home", tmp_path), r"no catalogue in .* 'kiosk sync --once'")
    (tmp_path / "catalogue.db").write_bytes(b"something else entirely " * 100)
    refused(kiosk(*words, "--home", tmp_path), r"catalogue\.db")


def test_no_key_to_trust(kiosk: Kiosk, tmp_path: Path) -> None:
    refused(kiosk("sync", "--once", "--home", tmp_path), "trusts no platform yet")


def test_a_real_process_says_it_the_same_way(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kiosk", "central", "import", tmp_path, *FEED]
    done = subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, check=False)
    refused(Said(done.returncode, done.stdout, done.stderr), "is a directory")


def test_the_screens_verb_imports_nothing_that_it_does_not_need() -> None:
    light = (
        "import sys, kiosk.cli; kiosk.cli.parser();"
        "print(*{'requests', 'sqlalchemy', 'fastapi', 'sqlite_utils', 'nacl', 'PySide6'}"
        " & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", light], capture_output=True, text=True, cwd=REPOSITORY, check=True
    )
    assert done.stdout.strip() == ""
