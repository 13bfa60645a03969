"""The demo in a network: the address that phones use, and the account that is made for it."""

from __future__ import annotations

import socket
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assets.sample_city.city import read_city
from kiosk.central.operators import Role, operators
from kiosk.central.store import Store
from kiosk.settings import FILE_NAME, load_settings
from kiosk.verbs.demo_city import MODERATOR, kiosk_toml, make_moderator, own_address
from kiosk.verbs.refusals import CommandRefused


def test_phones_have_an_address_of_their_own(tmp_path: Path) -> None:
    station = read_city().station
    written = kiosk_toml(station, "http://127.0.0.1:8", "http://192.0.2.7:8", "370102", "0" * 64)
    (tmp_path / FILE_NAME).write_text(written, encoding="utf-8")
    central = load_settings(tmp_path).central
    assert (central.url, central.public_url) == ("http://127.0.0.1:8", "http://192.0.2.7:8")


def test_a_machine_without_a_network_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(_self: socket.socket, _address: object) -> None:
        raise OSError("Network is unreachable")

    monkeypatch.setattr(socket.socket, "connect", nowhere)
    with pytest.raises(CommandRefused, match="leave --lan away"):
        own_address()


def test_the_demos_account_has_a_new_password_at_every_start(tmp_path: Path) -> None:
    passwords = {make_moderator(tmp_path), make_moderator(tmp_path)}
    assert len(passwords) == 2
    with closing(Store.of_terminals(tmp_path)) as store:
        ((operator, made),) = operators(store)
    assert (operator.name, operator.role) == (MODERATOR, Role.MODERATOR)
    assert made <= datetime.now(UTC)
    assert not (tmp_path / "password.txt").exists()
