"""没带手机: a name and a number by tapping, sealed and on its way, and nothing left behind."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.consents import CALL_BACK
from kiosk.submissions import CallBack, Purpose, SubmissionKind
from tests.screens.terminal import OpenTerminal, Terminal
from tests.ui_home import city_jobs
from ui.viewmodels.call_back import LONGEST, OTHER, is_number


@pytest.fixture
def terminal(open_terminal: OpenTerminal, own_city: Path) -> Terminal:
    terminal = open_terminal(own_city)
    terminal.wake()
    return terminal


def ask(terminal: Terminal, tile: str = "tile.hire") -> None:
    terminal.touch(tile)
    terminal.touch("phone.callBack")


def press(terminal: Terminal, digits: str) -> None:
    for digit in digits:
        terminal.touch(f"digit.{digit}")


def test_a_shop_without_a_phone_is_called_back(terminal: Terminal) -> None:
    ask(terminal)
    terminal.touch("surname.王")
    terminal.touch("form.女士")
    press(terminal, "13800000000")
    terminal.touch("callBack.send")
    ((kind, reference, sealed, _),) = terminal.outbox.kept
    assert kind == SubmissionKind.CALL_BACK
    assert terminal.words("number") == reference
    assert msgspec.json.decode(sealed[::-1], type=CallBack) == CallBack(
        purpose=Purpose.VACANCY, name="王女士", phone="13800000000", consent=CALL_BACK.version
    )
    terminal.touch("callBack.done")
    assert terminal.shell.screen == "home"


def test_a_call_back_about_a_job_names_it(terminal: Terminal) -> None:
    job = city_jobs()[0]
    terminal.shell.openJob(job.id)
    terminal.settle()
    terminal.touch("job.apply")
    terminal.touch("phone.callBack")
    terminal.touch("form.先生")
    terminal.touch(f"surname.{OTHER}")
    press(terminal, "053100000100")
    terminal.touch("callBack.send")
    ((_, _, sealed, _),) = terminal.outbox.kept
    left = msgspec.json.decode(sealed[::-1], type=CallBack)
    assert (left.name, left.about, left.purpose) == ("先生", job.id, Purpose.RESUME)
    assert left.subject.startswith(job.title)


def test_nothing_is_sent_before_the_number_is_one(terminal: Terminal) -> None:
    ask(terminal)
    terminal.touch("surname.李")
    terminal.touch("form.先生")
    press(terminal, "1380000000")
    assert not terminal.item("callBack.send").isEnabled()
    terminal.touch("callBack.send")
    assert terminal.outbox.kept == []
    press(terminal, "0")
    assert terminal.item("callBack.send").isEnabled()
    press(terminal, "0")
    assert terminal.shows("callBack.complaint")
    assert not terminal.item("callBack.send").isEnabled()
    terminal.touch("digit.erase")
    assert not terminal.shows("callBack.complaint")
    terminal.touch("callBack.send")
    assert len(terminal.outbox.kept) == 1


def test_a_number_has_an_end(terminal: Terminal) -> None:
    ask(terminal)
    terminal.touch("surname.李")
    terminal.touch("form.先生")
    press(terminal, "0" * (LONGEST + 3))
    assert terminal.shell.callBack.number == "0" * LONGEST


def test_a_name_can_be_changed_and_the_number_stays(terminal: Terminal) -> None:
    ask(terminal)
    terminal.touch("surname.李")
    terminal.touch("form.先生")
    press(terminal, "138")
    terminal.touch("callBack.rename")
    terminal.touch("surname.张")
    terminal.touch("form.女士")
    assert terminal.shell.callBack.number == "138"


def test_a_full_outbox_is_said_before_anybody_types(terminal: Terminal) -> None:
    terminal.outbox.full = True
    ask(terminal)
    assert terminal.shell.callBack.stage == "refused"
    assert terminal.shows("call.number")


def test_an_outbox_that_refuses_sends_people_to_the_telephone(terminal: Terminal) -> None:
    ask(terminal)
    terminal.touch("surname.李")
    terminal.touch("form.先生")
    press(terminal, "13800000000")
    terminal.outbox.broken = True
    terminal.touch("callBack.send")
    assert terminal.shell.callBack.stage == "refused"


def test_the_next_person_finds_no_name_and_no_number(terminal: Terminal) -> None:
    ask(terminal)
    terminal.touch("surname.李")
    terminal.touch("form.先生")
    press(terminal, "13800000000")
    terminal.shell.endSession()
    model = terminal.shell.callBack
    assert (model.surname, model.form, model.number, model.subject) == ("", "", "", "")


def test_a_slow_outbox_of_the_last_session_says_nothing_to_the_next(terminal: Terminal) -> None:
    ask(terminal)
    terminal.touch("surname.李")
    terminal.touch("form.先生")
    press(terminal, "13800000000")
    terminal.outbox.busy = 2
    terminal.touch("callBack.send")
    terminal.shell.endSession()
    terminal.until(lambda: bool(terminal.outbox.kept))
    assert terminal.shell.callBack.stage == "name"


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_every_mobile_number_is_one(digits: str) -> None:
    assert is_number(digits)


@pytest.mark.parametrize("digits", ["053188880000", "88880000", "05318888000"])
def test_landlines_are_numbers(digits: str) -> None:
    assert is_number(digits)


@pytest.mark.parametrize("digits", ["", "1", "12000000000", "110", "000", "1380000000", "1800000"])
def test_what_cannot_be_called_back_is_none(digits: str) -> None:
    assert not is_number(digits)
