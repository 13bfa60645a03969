from __future__ import annotations

from pathlib import Path

import pytest
from nacl.signing import SigningKey

from kiosk.agent.believing import CLIENT
from kiosk.agent.lock import AnotherAgent, sole_agent
from kiosk.agent.trust import NoTrustedKey, trusted_key
from kiosk.central.keys import signing_key
from kiosk.settings import Central, Settings


def hex_key() -> str:
    return SigningKey.generate().verify_key.encode().hex()


def test_kiosk_toml_comes_before_files(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "trusted.key").write_text(hex_key())
    named = hex_key()
    assert trusted_key(tmp_path, Settings(central=Central(key=named))).encode().hex() == named


def test_a_platform_in_the_same_home_is_trusted(tmp_path: Path) -> None:
    key = signing_key(tmp_path).verify_key
    assert trusted_key(tmp_path, Settings()) == key


def test_a_trusted_key_comes_before_the_platforms_own(tmp_path: Path) -> None:
    signing_key(tmp_path)
    named = hex_key()
    (tmp_path / "keys" / "trusted.key").write_text(named + "\n")
    assert trusted_key(tmp_path, Settings()).encode().hex() == named


def test_no_key_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(NoTrustedKey, match=r"trusts no platform yet; copy .*trusted\.key"):
        trusted_key(tmp_path, Settings())


def test_a_broken_key_is_never_passed_over(tmp_path: Path) -> None:
    signing_key(tmp_path)
    (tmp_path / "keys" / "trusted.key").write_text("ours")
    with pytest.raises(NoTrustedKey, match="not a public key"):
        trusted_key(tmp_path, Settings())


def test_a_home_has_one_agent(tmp_path: Path) -> None:
    with (
        sole_agent(tmp_path),
        pytest.raises(AnotherAgent, match="already at work"),
        sole_agent(tmp_path),
    ):
        pass
    with sole_agent(tmp_path):
        pass


def test_the_client_knows_its_own_version() -> None:
    import tomllib

    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
    assert ".".join(map(str, CLIENT)) == project["project"]["version"]
