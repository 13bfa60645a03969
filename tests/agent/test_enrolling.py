"""A terminal becomes known to a real platform, whatever cuts it off on the way."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from kiosk.agent import enrolling
from kiosk.agent import identity as identity_files
from kiosk.agent.enrolling import NotEnrolled, enrol, read_token
from kiosk.agent.identity import (
    KEY_FILE,
    NAME_FILE,
    NEXT_KEY_FILE,
    UnusableIdentity,
    load_identity,
    read_identity,
)
from kiosk.agent.platform_api import PlatformApi
from kiosk.agent.trust import TRUSTED_KEY_FILE
from kiosk.contract.terminals import Enrolment, EnrolmentToken
from kiosk.settings import FILE_NAME, load_settings
from tests.central_process import REGION, serving
from tests.enrolled import SITE, a_token


@dataclass(frozen=True)
class Office:
    home: Path
    url: str

    def token(self, valid: timedelta = timedelta(days=14)) -> EnrolmentToken:
        return a_token(self.home, self.url, valid=valid)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    home = tmp_path_factory.mktemp("office")
    with serving(home) as central:
        yield Office(home, central.url)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "terminal"


def enrolled(home: Path, token: EnrolmentToken, *, again: bool = False) -> Enrolment:
    home.mkdir(exist_ok=True)
    with closing(PlatformApi(token.url, timeout_seconds=5)) as api:
        return enrol(home, token, load_settings(home), api, again=again)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_all_that_enrolment_leaves(office: Office, home: Path) -> None:
    token = office.token()
    enrolment = enrolled(home, token)
    identity = load_identity(home)
    assert identity is not None
    assert (identity.terminal, identity.site) == (enrolment.terminal, SITE)
    assert (mode(home / KEY_FILE), mode(home / "keys")) == (0o600, 0o700)
    assert (home / TRUSTED_KEY_FILE).read_text("ascii").strip() == token.key
    central = load_settings(home).central
    assert (central.url, central.region) == (office.url, REGION)
    assert identity.key.encode().hex() not in repr(identity)


def test_a_home_that_was_never_enrolled_is_nobody(home: Path) -> None:
    assert load_identity(home) is None


@pytest.mark.parametrize("crash", ["keep_file", "remember"])
def test_cut_off_after_the_answer_it_is_done_again(
    office: Office, home: Path, crash: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = office.token()
    seen: list[bytes] = []

    def cut(*_: object) -> None:
        seen.append((home / KEY_FILE).read_bytes())
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(enrolling, crash, cut)
        with pytest.raises(KeyboardInterrupt):
            enrolled(home, token)
    assert load_identity(home) is None
    assert mode(home / KEY_FILE) == 0o600
    first = enrolled(home, token)
    assert (home / KEY_FILE).read_bytes() == seen[0]
    assert enrolled(home, token) == first


def test_the_key_is_on_the_disk_before_the_platform_hears_of_it(
    office: Office, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Cut:
        def send(self, *_: object, **__: object) -> None:
            assert (home / KEY_FILE).exists()
            raise KeyboardInterrupt

    home.mkdir()
    with pytest.raises(KeyboardInterrupt):
        enrol(home, office.token(), load_settings(home), Cut())  # type: ignore[arg-type]
    assert not (home / NAME_FILE).exists()


def test_a_token_is_good_for_one_terminal(office: Office, home: Path, tmp_path: Path) -> None:
    token = office.token()
    enrolled(home, token)
    with pytest.raises(NotEnrolled, match="used for another terminal"):
        enrolled(tmp_path / "another", token)


def test_a_token_that_expired_or_never_was_is_refused(office: Office, home: Path) -> None:
    late = office.token(timedelta(seconds=-1))
    guessed = msgspec.structs.replace(office.token(), token="A" * 22)
    for token in (late, guessed):
        with pytest.raises(NotEnrolled, match="new one"):
            enrolled(home, token)
    assert not (home / FILE_NAME).exists()
    assert load_identity(home) is None
    enrolled(home, office.token())


def test_enrolled_again_it_has_another_name_and_key(office: Office, home: Path) -> None:
    first, key = enrolled(home, office.token()), (home / KEY_FILE).read_bytes()
    with pytest.raises(NotEnrolled, match="--again"):
        enrolled(home, office.token())
    assert (home / KEY_FILE).read_bytes() == key
    second = enrolled(home, office.token(), again=True)
    assert second.terminal != first.terminal
    assert (home / KEY_FILE).read_bytes() != key
    assert mode(home / KEY_FILE) == 0o600
    identity = load_identity(home)
    assert identity is not None
    assert identity.terminal == second.terminal


def test_cut_off_between_name_and_key_the_same_command_finishes(
    office: Office, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolled(home, office.token())
    token = office.token()
    keep = identity_files.keep_file

    def cut(path: Path, content: bytes, *, secret: bool = False) -> None:
        keep(path, content, secret=secret)
        if path == home / NAME_FILE:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(identity_files, "keep_file", cut)
        with pytest.raises(KeyboardInterrupt):
            enrolled(home, token, again=True)
    key = (home / NEXT_KEY_FILE).read_bytes()
    finished = enrolled(home, token, again=True)
    identity = load_identity(home)
    assert identity is not None
    assert identity.terminal == finished.terminal
    assert (home / KEY_FILE).read_bytes() == key
    assert not (home / NEXT_KEY_FILE).exists()


def test_again_with_a_bad_token_leaves_what_was(office: Office, home: Path) -> None:
    enrolled(home, office.token())
    before = load_identity(home)
    assert before is not None
    with pytest.raises(NotEnrolled):
        enrolled(home, office.token(timedelta(seconds=-1)), again=True)
    assert load_identity(home) == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '[central]\nurl = "{url}"\nregion = "370102"\n'),
        (
            '[station]\nname = "示例站"',
            '[station]\nname = "示例站"\n\n[central]\nurl = "{url}"\nregion = "370102"\n',
        ),
        (
            '[central] # 平台\nproxy = ""\n\n[agent]\npoll_seconds = 60\n',
            '[central] # 平台\nurl = "{url}"\nregion = "370102"\nproxy = ""\n\n'
            "[agent]\npoll_seconds = 60\n",
        ),
        (
            '[central]\nurl = "{url}/"\n',
            '[central]\nregion = "370102"\nurl = "{url}/"\n',
        ),
        (
            '[central]\nregion = "370102"\nurl = "{url}"\n',
            '[central]\nregion = "370102"\nurl = "{url}"\n',
        ),
        (
            'central.region = "370102"\ncentral.url = "{url}"\n',
            'central.region = "370102"\ncentral.url = "{url}"\n',
        ),
    ],
)
def test_kiosk_toml_is_completed_and_nothing_in_it_changed(
    office: Office, home: Path, before: str, after: str
) -> None:
    home.mkdir()
    (home / FILE_NAME).write_text(before.replace("{url}", office.url), encoding="utf-8")
    enrolled(home, office.token())
    assert (home / FILE_NAME).read_text("utf-8") == after.replace("{url}", office.url)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ('[central]\nurl = "https://other.example"\n', "other.example.*token says"),
        ('[central]\nregion = "370202"\n', "370202.*token says"),
        ('[central]\nkey = "' + "0" * 64 + '"\n', "trusts another"),
        ('central = {region = "370102"}\n', "write url = .* into its"),
    ],
)
def test_what_a_technician_wrote_differently_is_not_overwritten(
    office: Office, home: Path, written: str, sentence: str
) -> None:
    home.mkdir()
    (home / FILE_NAME).write_text(written, encoding="utf-8")
    token = office.token()
    with pytest.raises(NotEnrolled, match=sentence):
        enrolled(home, token)
    assert (home / FILE_NAME).read_text("utf-8") == written
    (home / FILE_NAME).unlink()
    enrolled(home, token)  # the token was not used up


def test_another_trusted_key_is_not_overwritten(office: Office, home: Path) -> None:
    (home / "keys").mkdir(parents=True)
    (home / TRUSTED_KEY_FILE).write_text("11" * 32, encoding="ascii")
    with pytest.raises(NotEnrolled, match="trusts another"):
        enrolled(home, office.token())
    assert (home / TRUSTED_KEY_FILE).read_text("ascii") == "11" * 32


def test_a_platform_that_is_not_there_costs_nothing(office: Office, home: Path) -> None:
    token = office.token()
    with pytest.raises(NotEnrolled, match="try again"):
        enrolled(home, msgspec.structs.replace(token, url="http://127.0.0.1:9"))
    assert not (home / FILE_NAME).exists()
    enrolled(home, token)


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b"[]", b'{"schema":2}', None], ids=str)
def test_a_file_that_is_no_token_is_refused_in_a_sentence(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "token.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(NotEnrolled, match=r"\.$"):
        read_token(path)


def test_a_token_of_a_newer_program_is_refused(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "token.json"
    path.write_bytes(msgspec.json.encode(msgspec.structs.replace(office.token(), schema=2)))
    with pytest.raises(NotEnrolled, match="newer"):
        read_token(path)


@pytest.mark.parametrize("name", [KEY_FILE, NAME_FILE])
@pytest.mark.parametrize("content", [b"", b"\xff", b"{}", b"zz" * 32])
def test_a_damaged_identity_is_named_and_nobody(
    office: Office, home: Path, name: Path, content: bytes, expected_log: object
) -> None:
    enrolled(home, office.token())
    (home / name).write_bytes(content)
    with pytest.raises(UnusableIdentity, match="--again"):
        read_identity(home)
    expected_log("cannot be used")  # type: ignore[operator]
    assert load_identity(home) is None
    enrolled(home, office.token(), again=True)
    assert load_identity(home) is not None
