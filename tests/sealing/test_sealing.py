from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.public import PrivateKey

from kiosk.central.keys import UnusableKey
from kiosk.central.sealing_keys import (
    SEALING_KEYS_FILE,
    add_sealing_key,
    sealing_key,
    sealing_keys,
)
from kiosk.sealing import BadSealingKey, CannotUnseal, seal, unseal

KEY = PrivateKey.generate()
PUBLIC = KEY.public_key.encode().hex()


@given(st.binary(max_size=300))
def test_only_the_platform_opens_what_was_sealed(plaintext: bytes) -> None:
    sealed = seal(plaintext, PUBLIC)
    assert unseal(sealed, [PrivateKey.generate(), KEY]) == plaintext
    assert seal(plaintext, PUBLIC) != sealed, "two of the same must not look alike"
    with pytest.raises(CannotUnseal, match="none of this platform's keys"):
        unseal(sealed, [PrivateKey.generate()])


def test_nothing_of_the_plaintext_is_left() -> None:
    assert "已招满".encode() not in seal("已招满".encode(), PUBLIC)


def test_a_flipped_bit_and_another_suite_are_refused() -> None:
    sealed = bytearray(seal(b"report", PUBLIC))
    for at in range(len(sealed)):
        flipped = bytes(sealed[:at]) + bytes([sealed[at] ^ 4]) + bytes(sealed[at + 1 :])
        with pytest.raises(CannotUnseal):
            unseal(flipped, [KEY])
    with pytest.raises(CannotUnseal, match="suite"):
        unseal(b"", [KEY])


@pytest.mark.parametrize("key", ["", "zz", "00" * 31])
def test_what_is_no_key_is_not_sealed_to(key: str) -> None:
    with pytest.raises(BadSealingKey):
        seal(b"report", key)


def test_a_platform_keeps_its_older_keys(tmp_path: Path) -> None:
    first = sealing_key(tmp_path)
    sealed = seal(b"report", first.public_key.encode().hex())
    second = add_sealing_key(tmp_path)
    assert sealing_key(tmp_path).encode() == second.encode() != first.encode()
    assert unseal(sealed, sealing_keys(tmp_path)) == b"report"
    assert (tmp_path / SEALING_KEYS_FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", ["", "zz\n", "00\n"])
def test_unusable_sealing_keys_are_said(tmp_path: Path, content: str) -> None:
    sealing_key(tmp_path)
    (tmp_path / SEALING_KEYS_FILE).write_text(content)
    with pytest.raises(UnusableKey, match="put the right one back"):
        sealing_key(tmp_path)
