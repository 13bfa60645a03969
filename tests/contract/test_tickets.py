"""Nobody but a terminal makes a ticket, and no two texts mean the same one (R7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from kiosk.contract.tickets import (
    LONGEST_TEXT,
    BadTicket,
    Ticket,
    phone_address,
    prove_ticket,
    read_ticket,
    write_ticket,
)
from kiosk.submissions import Purpose

KEY = SigningKey(b"k" * 32)
TICKET = Ticket(
    purpose=Purpose.RESUME,
    terminal="k7m2q9xt",
    expires_at=datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
    nonce=bytes(range(16)),
    about="sample-0042",
)
FLIPS = 100_000

tickets = st.builds(
    Ticket,
    purpose=st.sampled_from(Purpose),
    terminal=st.text("abcdefghjkmnpqrstvwxyz0123456789", min_size=1, max_size=16),
    expires_at=st.datetimes(datetime(2026, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)).map(
        lambda moment: moment.replace(microsecond=0)
    ),
    nonce=st.binary(min_size=16, max_size=16),
    about=st.text(max_size=40),
)


@given(tickets)
def test_what_is_written_is_what_is_read(ticket: Ticket) -> None:
    text = write_ticket(ticket, KEY)
    assert read_ticket(text) == prove_ticket(text, KEY.verify_key) == ticket
    assert "=" not in text


def test_it_fits_a_qr_code_that_a_phone_reads_at_arm_s_length() -> None:
    address = phone_address("https://jiuyejiao.example.cn/", write_ticket(TICKET, KEY))
    assert address.startswith("https://jiuyejiao.example.cn/p#")
    assert len(address) < 200


def test_no_flipped_bit_of_a_ticket_is_a_ticket() -> None:
    tried = 0
    number = 0
    while tried < FLIPS:
        ticket = replace(TICKET, nonce=number.to_bytes(16, "big"))
        text = write_ticket(ticket, KEY).encode()
        number += 1
        for bit in range(8 * len(text)):
            flipped = bytearray(text)
            flipped[bit // 8] ^= 1 << bit % 8
            tried += 1
            with pytest.raises(BadTicket):
                prove_ticket(flipped.decode("latin-1"), KEY.verify_key)
    assert tried >= FLIPS


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text + "=",
        lambda text: text + "AAAA",
        lambda text: text[:-4],
        lambda text: " " + text,
        lambda text: text + "\n",
        lambda text: text.replace("A", "A\n", 1),
        lambda text: "",
        lambda text: "A" * (LONGEST_TEXT + 4),
        lambda text: "岗" * 12,
    ],
)
def test_other_ways_to_write_it_are_refused(spoil: object) -> None:
    assert callable(spoil)
    text = write_ticket(TICKET, KEY)
    with pytest.raises(BadTicket):
        prove_ticket(spoil(text), KEY.verify_key)


def test_another_terminal_s_key_proves_nothing() -> None:
    with pytest.raises(BadTicket, match="another key"):
        prove_ticket(write_ticket(TICKET, KEY), SigningKey(b"x" * 32).verify_key)


@given(st.binary(min_size=66, max_size=250))
def test_whatever_was_never_written_is_refused_and_breaks_nothing(raw: bytes) -> None:
    from base64 import urlsafe_b64encode

    body = raw[: len(raw) // 3 * 3]
    with pytest.raises(BadTicket):
        prove_ticket(urlsafe_b64encode(body).decode(), KEY.verify_key)
    signed = body + KEY.sign(b"jiuyejiao phone ticket 1 " + body).signature
    text = urlsafe_b64encode(signed).decode()
    try:
        ticket = prove_ticket(text, KEY.verify_key)
    except BadTicket:
        return
    assert write_ticket(ticket, KEY) == text


@pytest.mark.parametrize("wrong", [{"nonce": b"short"}, {"about": "岗" * 100}, {"terminal": "岗"}])
def test_a_ticket_that_cannot_be_written_is_a_fault_of_the_caller(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        write_ticket(replace(TICKET, **wrong), KEY)  # type: ignore[arg-type]
