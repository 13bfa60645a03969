"""Accounts and the check of the log, as a technician types them."""

from __future__ import annotations

import getpass
import io
import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, update

from kiosk.central.admin import passwords
from kiosk.central.audit import Action, Deed, write_down
from kiosk.central.operator_tables import AuditRow, OperatorRow
from kiosk.central.operators import ROLES, May, Role
from kiosk.central.store import Store
from tests.cli.conftest import Kiosk, kiosk

__all__ = ["kiosk"]
NAME = "王审核"
USUAL = passwords._HASHER  # before the fixture makes it cheap
GOOD = "correct horse battery 7"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    path = tmp_path / "central"
    path.mkdir()
    return path


@pytest.fixture
def password(tmp_path: Path) -> Path:
    path = tmp_path / "password"
    path.write_text(GOOD + "\n", encoding="utf-8")
    return path


def test_there_is_no_account_to_begin_with(kiosk: Kiosk, home: Path) -> None:
    said = kiosk("central", "operator", "list", "--home", home)
    assert said.code == 0
    assert "Nobody has an account" in said.out


def test_an_account_is_made_listed_changed_and_removed(
    kiosk: Kiosk, home: Path, password: Path
) -> None:
    at = ("--home", home)
    file = ("--password-file", password)
    assert kiosk("central", "operator", "add", NAME, *file, *at).code == 0
    added = kiosk("central", "operator", "add", "李审计", "--role", "auditor", *file, *at)
    assert added.code == 0
    rows = json.loads(kiosk("central", "operator", "list", "--json", *at).out)
    assert [(row["name"], row["role"]) for row in rows] == [
        ("李审计", "auditor"),
        (NAME, "moderator"),
    ]
    assert "moderator" in kiosk("central", "operator", "list", *at).out
    again = kiosk("central", "operator", "add", NAME, *file, *at)
    assert again.code != 0
    assert "already" in again.err
    changed = kiosk("central", "operator", "password", NAME, *file, *at)
    assert "logged out everywhere" in changed.out
    assert kiosk("central", "operator", "remove", NAME, *at).code == 0
    for verb in (("remove", NAME), ("password", NAME, *file)):
        unknown = kiosk("central", "operator", *verb, *at)
        assert unknown.code != 0
        assert "Nobody has an account" in unknown.err


def test_the_password_itself_is_kept_nowhere(kiosk: Kiosk, home: Path, password: Path) -> None:
    kiosk("central", "operator", "add", NAME, "--password-file", password, "--home", home)
    assert all(GOOD.encode() not in path.read_bytes() for path in home.rglob("*") if path.is_file())
    with closing(Store.of_terminals(home)) as store, store.reading() as connection:
        kept = connection.scalar(select(OperatorRow.password))
    assert kept is not None
    assert kept.startswith("$argon2id$")


def test_what_is_usual_for_argon2_is_used() -> None:
    # RFC 9106, second recommended option, or more.
    assert USUAL.memory_cost >= 64 * 1024
    assert USUAL.time_cost >= 3


@pytest.mark.parametrize(
    ("weak", "words"),
    [
        ("short", "12 to 128"),
        ("x" * 129, "12 to 128"),
        ("aaaaaaaaaaaa", "one of the first"),
        ("123456789012", "one of the first"),
        ("Password1234", "one of the first"),
        ("qwertyuiop12", "one of the first"),
        ("jiuyejiao2026", "one of the first"),
        ("wangshenhe-wangshenhe", "one of the first"),
        ("", "12 to 128"),
    ],
)
def test_an_obvious_password_is_refused_in_a_sentence(
    kiosk: Kiosk, home: Path, password: Path, weak: str, words: str
) -> None:
    password.write_text(weak, encoding="utf-8")
    file = ("--password-file", password)
    said = kiosk("central", "operator", "add", "wangshenhe", *file, "--home", home)
    assert said.code != 0
    assert words in said.err
    assert said.err.count("\n") == 1
    assert weak == "" or weak not in said.err


@pytest.mark.parametrize("strong", [GOOD, "泉城路口卖早点的老张头每天五点", "kX9#mQ2vLp7w"])
def test_a_good_password_is_taken(kiosk: Kiosk, home: Path, password: Path, strong: str) -> None:
    password.write_text(strong, encoding="utf-8")
    said = kiosk("central", "operator", "add", NAME, "--password-file", password, "--home", home)
    assert said.code == 0, said.err


@pytest.mark.parametrize("name", ["", " ", "x" * 33, "a\u202eb", "a\nb"])
def test_a_name_that_cannot_be_seen_is_refused(
    kiosk: Kiosk, home: Path, password: Path, name: str
) -> None:
    said = kiosk("central", "operator", "add", name, "--password-file", password, "--home", home)
    assert said.code != 0
    assert "A name has 1 to 32 characters" in said.err


def test_two_spellings_that_look_alike_are_one_name(
    kiosk: Kiosk, home: Path, password: Path
) -> None:
    at = ("--password-file", password, "--home", home)
    assert kiosk("central", "operator", "add", "Wang", *at).code == 0
    assert "already" in kiosk("central", "operator", "add", " Ｗａｎｇ ", *at).err


def test_the_password_is_asked_for_twice_without_an_echo(
    kiosk: Kiosk, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    typed = iter([GOOD, "something else", GOOD, GOOD])
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: next(typed))
    said = kiosk("central", "operator", "add", NAME, "--home", home)
    assert "differ; nothing was changed" in said.err
    assert kiosk("central", "operator", "add", NAME, "--home", home).code == 0


def test_nobody_to_ask_or_no_such_file_is_said(
    kiosk: Kiosk, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    said = kiosk("central", "operator", "add", NAME, "--home", home)
    assert "--password-file" in said.err
    said = kiosk("central", "operator", "add", NAME, "--password-file", home / "no", "--home", home)
    assert "cannot be read" in said.err


def test_the_log_is_checked(kiosk: Kiosk, home: Path) -> None:
    deed = Deed(operator=NAME, action=Action.OPEN, subject="x", reason="y", address="z")
    with closing(Store.of_terminals(home)) as store:
        entry = [write_down(store, deed, datetime.now(UTC)) for _ in range(3)][-1]
    check = ("central", "audit", "check", "--home", home)
    said = kiosk(*check)
    assert said.code == 0
    assert f"3:{entry.hash}" in said.out
    assert json.loads(kiosk(*check, "--json").out) == {"rows": 3, "last": entry.hash}
    assert kiosk(*check, "--known", f"3:{entry.hash}").code == 0
    cut = kiosk(*check, "--known", f"4:{entry.hash}")
    assert cut.code != 0
    assert "Row 4" in cut.err
    assert kiosk(*check, "--known", "nonsense").code != 0
    with closing(Store.of_terminals(home)) as store, store.writing() as connection:
        connection.execute(update(AuditRow).where(AuditRow.number == 2).values(reason="other"))
    broken = kiosk(*check)
    assert broken.code != 0
    assert "Row 2 of the audit log is not what was written" in broken.err


def test_every_role_may_something_and_everything_has_a_role() -> None:
    assert set(ROLES) == set(Role)
    assert all(ROLES.values())
    assert frozenset[May]().union(*ROLES.values()) == set(May)
