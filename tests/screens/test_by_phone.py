"""By phone: consent, a code that can be scanned, and a screen that follows what the phone does."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import unquote

import msgspec
import pytest

from kiosk.submissions import Application, Purpose, SubmissionKind
from offline_cache.desk import DESK, Desk, Reached, Wish
from tests.scanning import scanned
from tests.screens.pretended_agent import ADDRESS, PretendedAgent
from tests.screens.terminal import LANDSCAPE, PORTRAIT, OpenTerminal, Terminal
from tests.ui_home import city_jobs, city_records
from ui.phone_desk import PATIENCE_LOOKS
from ui.qr import qr_image
from ui.touching import visible_items
from ui.viewmodels.phone import MOST_RENEWALS
from ui.viewmodels.shell import PHONE_HOLD_S

RECEIVED = {"submission": "5f0c6a1e-0000-4000-8000-000000000001", "reference": "7K2M-9QXT"}


class Phone:
    """A terminal and its agent, up to the code."""

    def __init__(self, terminal: Terminal, home: Path) -> None:
        self.terminal, self.agent = terminal, PretendedAgent(home)

    @property
    def stage(self) -> str:
        return str(self.terminal.shell.phone.stage)

    def begin(self, tile: str = "tile.resume") -> None:
        self.terminal.wake()
        self.terminal.touch(tile)
        self.terminal.touch("phone.agree")

    def say(self, reached: Reached = Reached.SHOWN, **more: Any) -> None:
        before = self.terminal.shell.phone.answer
        self.agent.say(reached, **more)
        self.terminal.until(lambda: self.terminal.shell.phone.answer != before)
        self.terminal.settle()

    def scan(self) -> str:
        """What a phone reads off the glass; a camera looks until it can."""
        read: list[str] = []
        self.terminal.until(lambda: bool(read.append(scanned(self.terminal.picture())) or read[-1]))
        return read[-1]


@pytest.fixture
def phone(open_terminal: OpenTerminal, own_city: Path) -> Phone:
    return Phone(open_terminal(own_city), own_city)


def test_nothing_is_asked_of_anybody_before_the_consent(phone: Phone) -> None:
    phone.terminal.wake()
    phone.terminal.touch("tile.resume")
    assert phone.stage == "consent"
    assert phone.agent.wishes == []


@pytest.mark.parametrize("scale", [1.0, 1.6])
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_the_code_is_read_off_the_glass_and_is_sixty_millimetres(
    open_terminal: OpenTerminal, own_city: Path, size: object, scale: float
) -> None:
    phone = Phone(open_terminal(own_city, size=size), own_city)
    phone.terminal.wake()
    phone.terminal.enlarge(scale)
    phone.terminal.shell.openResume()
    phone.terminal.settle()
    phone.terminal.shell.phone.agree()
    phone.say()
    assert phone.scan() == ADDRESS
    shown = phone.terminal.item("qr.image").width() / phone.terminal.shell.phone.modules
    across = shown * (phone.terminal.shell.phone.modules - 8) / phone.terminal.pixels_per_mm
    assert across >= 60


@pytest.mark.parametrize("seed", range(40))
def test_every_ticket_can_be_scanned(seed: int) -> None:
    text = f"https://jyj.example.cn/p#{urlsafe_b64encode(Random(seed).randbytes(141)).decode()}"
    image = qr_image(text)
    assert scanned(image.scaled(image.width() * 3, image.height() * 3)) == text


def test_the_tile_asks_for_a_resume_and_the_code_can_be_typed_too(phone: Phone) -> None:
    phone.begin()
    assert phone.agent.wishes == [Wish(purpose=Purpose.RESUME)]
    phone.say()
    assert not phone.terminal.shows("phone.code")
    phone.say(online=True, code="12345678")
    assert phone.terminal.words("phone.code") == "1234 5678"


def test_a_terminal_without_network_says_that_the_phone_goes_on_alone(phone: Phone) -> None:
    phone.begin()
    phone.say()
    assert not phone.terminal.shell.phone.offline
    phone.say(online=False)
    assert phone.terminal.shell.phone.offline
    assert phone.scan() == ADDRESS


def test_a_shop_asks_for_a_vacancy_and_is_told_that_it_is_checked_first(phone: Phone) -> None:
    phone.begin("tile.hire")
    assert phone.agent.wishes == [Wish(purpose=Purpose.VACANCY)]
    phone.say()
    phone.say(Reached.RECEIVED, **RECEIVED)
    assert phone.stage == "received"
    assert phone.terminal.words("number") == "7K2M-9QXT"
    assert "审核" in phone.terminal.words("number.words")
    phone.terminal.touch("phone.done")
    assert phone.terminal.shell.screen == "home"


def test_a_sign_up_is_about_its_activity(phone: Phone) -> None:
    phone.terminal.wake()
    phone.terminal.touch("tile.activities")
    items = visible_items(phone.terminal.window)
    button = next(i.objectName() for i in items if i.objectName().startswith("signUp."))
    phone.terminal.touch(button)
    assert phone.terminal.words("phone.subject")
    phone.terminal.touch("phone.agree")
    assert phone.agent.wishes == [
        Wish(purpose=Purpose.SIGN_UP, about=button.removeprefix("signUp."))
    ]


def test_a_resume_goes_to_the_jobs_that_were_looked_at(phone: Phone) -> None:
    first, second = (job.id for job in city_jobs()[:2])
    phone.terminal.wake()
    phone.terminal.shell.openJob(first)
    phone.terminal.shell.openJob(second)
    phone.terminal.shell.goHome()
    phone.terminal.settle()
    phone.terminal.touch("tile.resume")
    phone.terminal.touch("phone.agree")
    phone.say()
    phone.say(Reached.SCANNED, moves=1)
    assert phone.terminal.shows("phone.connected")
    phone.say(Reached.RECEIVED, moves=2, **RECEIVED)
    assert phone.terminal.shell.screen == "apply"
    phone.terminal.touch(f"candidate.{first}")
    phone.terminal.touch(f"candidate.{second}")
    phone.terminal.touch(f"candidate.{second}")
    phone.terminal.touch("apply.send")
    ((kind, reference, sealed, _),) = phone.terminal.outbox.kept
    assert (kind, reference) == (SubmissionKind.APPLICATION, RECEIVED["reference"])
    left = Application(resume=RECEIVED["submission"], job_ids=(first,))
    assert msgspec.json.decode(sealed[::-1], type=Application) == left
    assert phone.terminal.words("apply.headline") == "已投 1 个岗位"
    assert not phone.terminal.item("apply.send").isEnabled()


def test_applying_from_a_job_ends_applied_to_that_job(phone: Phone) -> None:
    job = city_jobs()[0].id
    phone.terminal.wake()
    phone.terminal.shell.openJob(job)
    phone.terminal.settle()
    phone.terminal.touch("job.apply")
    phone.terminal.touch("phone.agree")
    assert phone.agent.wishes == [Wish(purpose=Purpose.RESUME, about=job)]
    phone.say()
    phone.say(Reached.RECEIVED, applied=True, **RECEIVED)
    assert phone.terminal.words("apply.headline") == "已投 1 个岗位"
    assert phone.terminal.outbox.kept == []  # the platform has it already
    phone.terminal.touch("bar.back")
    assert not phone.terminal.item("job.apply").isEnabled()
    assert "7K2M-9QXT" in phone.terminal.words("job.apply")


def test_a_second_job_needs_no_second_scan(phone: Phone) -> None:
    first, second = (job.id for job in city_jobs()[:2])
    shell = phone.terminal.shell
    phone.terminal.wake()
    shell.openJob(first)
    phone.terminal.settle()
    phone.terminal.touch("job.apply")
    phone.terminal.touch("phone.agree")
    phone.say()
    phone.say(Reached.RECEIVED, applied=True, **RECEIVED)
    shell.goHome()
    shell.openJob(second)
    phone.terminal.settle()
    phone.terminal.touch("job.apply")
    assert shell.screen == "apply"
    phone.terminal.touch("apply.send")
    ((kind, reference, sealed, _),) = phone.terminal.outbox.kept
    assert (kind, reference) == (SubmissionKind.APPLICATION, "7K2M-9QXT")
    assert msgspec.json.decode(sealed[::-1], type=Application).job_ids == (second,)
    assert shell.apply.sent == 2


def test_an_application_that_is_not_taken_says_so_and_can_be_tried_again(phone: Phone) -> None:
    job = city_jobs()[0].id
    phone.terminal.wake()
    phone.terminal.shell.openJob(job)
    phone.terminal.settle()
    phone.terminal.touch("job.apply")
    phone.terminal.touch("phone.agree")
    phone.say()
    phone.say(Reached.RECEIVED, applied=False, **RECEIVED)
    phone.terminal.outbox.broken = True
    phone.terminal.touch("apply.send")
    assert phone.terminal.shows("apply.failed")
    phone.terminal.outbox.broken = False
    phone.terminal.touch("apply.send")
    assert not phone.terminal.shows("apply.failed")
    assert phone.terminal.shell.apply.sent == 1


def test_an_agent_that_says_nothing_is_waited_for_three_seconds(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.phone_desk.PATIENCE_LOOKS", 3)
    assert PATIENCE_LOOKS > 3
    phone.begin()
    phone.terminal.until(lambda: phone.stage == "refused")
    assert phone.agent.wishes == []
    assert phone.terminal.shows("phone.callBack")


def test_a_terminal_that_is_not_enrolled_sends_people_to_the_telephone(phone: Phone) -> None:
    phone.begin()
    phone.agent.say(Reached.REFUSED, address="")
    phone.terminal.until(lambda: phone.stage == "refused")
    assert phone.terminal.shows("call.number")


def test_a_screen_that_starts_anew_finds_nothing_of_the_last_one(
    open_terminal: OpenTerminal, own_city: Path
) -> None:
    Desk(own_city).want(Wish(purpose=Purpose.RESUME))
    open_terminal(own_city)
    assert PretendedAgent(own_city).wishes == []


def test_a_desk_that_cannot_be_written_sends_people_to_the_telephone(
    phone: Phone, own_city: Path
) -> None:
    (own_city / DESK).write_text("a file where the folder belongs")
    phone.begin()
    assert phone.stage == "refused"


def test_a_code_stays_three_minutes_and_two_renewals_then_the_screen_is_free(phone: Phone) -> None:
    shell = phone.terminal.shell
    phone.begin()
    phone.say()
    for renewal in range(1, MOST_RENEWALS + 1):
        wait(phone, PHONE_HOLD_S - 1)
        assert not shell.idle_watch.warning
        wait(phone, 1)
        assert shell.idle_watch.warning
        shell.stillHere()
        assert phone.stage == "making"  # a new code
        phone.say(nonce=str(renewal) * 32)
    wait(phone, PHONE_HOLD_S)
    shell.stillHere()
    assert phone.stage == "away"
    assert phone.agent.wishes == []
    wait(phone, 120)
    assert shell.screen == "attract"


def test_nobody_before_the_code_ends_the_session(phone: Phone) -> None:
    phone.begin()
    phone.say()
    wait(phone, PHONE_HOLD_S)
    wait(phone, 20)
    assert phone.terminal.shell.screen == "attract"
    assert phone.agent.wishes == []


def test_a_phone_that_is_busy_keeps_the_screen_and_a_renewal_keeps_its_code(phone: Phone) -> None:
    phone.begin()
    phone.say()
    for moves in range(1, 6):
        wait(phone, PHONE_HOLD_S - 10)
        phone.say(Reached.SCANNED, moves=moves)
        assert not phone.terminal.shell.idle_watch.warning
    wait(phone, PHONE_HOLD_S)
    phone.terminal.shell.stillHere()
    assert phone.stage == "code"
    assert phone.terminal.shell.phone.scanned


def test_touching_the_glass_does_not_prolong_a_code(phone: Phone) -> None:
    phone.begin()
    phone.say()
    wait(phone, PHONE_HOLD_S - 1)
    phone.terminal.touch_at(540, 500)
    wait(phone, 1)
    assert phone.terminal.shell.idle_watch.warning


@pytest.mark.parametrize("leave", ["goHome", "back", "endSession"])
def test_whoever_leaves_takes_the_code_along(phone: Phone, leave: str) -> None:
    phone.begin()
    phone.say()
    getattr(phone.terminal.shell, leave)()
    phone.terminal.settle()
    assert phone.agent.wishes == []
    wait(phone, 90)
    assert phone.terminal.shell.idle_watch.warning or leave == "endSession"


def test_the_next_person_finds_nothing_of_the_one_before(phone: Phone) -> None:
    phone.terminal.wake()
    phone.terminal.shell.openJob(city_jobs()[0].id)
    phone.terminal.settle()
    phone.terminal.touch("job.apply")
    phone.terminal.touch("phone.agree")
    phone.say()
    phone.say(Reached.RECEIVED, applied=True, **RECEIVED)
    phone.terminal.shell.endSession()
    shell = phone.terminal.shell
    assert (shell.apply.ready, shell.apply.count, shell.apply.reference) == (False, 0, "")
    phone.terminal.wake()
    phone.terminal.touch("tile.resume")
    assert phone.stage == "consent"


def test_posts_that_may_have_changed_cannot_be_applied_to(
    open_terminal: OpenTerminal, own_city: Path
) -> None:
    terminal = open_terminal(own_city)
    terminal.clocks.pass_seconds(15 * 24 * 3600)
    terminal.catalogue.look()
    terminal.wake()
    terminal.shell.openJob(city_jobs()[0].id)
    terminal.settle()
    if terminal.shell.job.found:
        assert terminal.shell.status.callFirst
        assert not terminal.shows("job.apply")


def wait(phone: Phone, seconds: float) -> None:
    phone.terminal.clocks.pass_seconds(seconds)
    phone.terminal.shell.idle_watch.tick()
    phone.terminal.settle()


def test_a_job_and_a_policy_can_be_taken_along(phone: Phone) -> None:
    shell, job = phone.terminal.shell, city_jobs()[0].id
    phone.terminal.wake()
    shell.openJob(job)
    assert unquote(shell.job.takeAlong).endswith(f"/j/370102/{job}")
    assert shell.job.takeAlongModules > 0
    policy = city_records()["policies"][0].id
    shell.openPolicy(policy)
    assert unquote(shell.policy.takeAlong).endswith(f"/z/370102/{policy}")
    shell.openJob("withdrawn")
    assert shell.job.takeAlong == ""
