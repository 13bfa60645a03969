"""Every screen in every state that matters, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from offline_cache.desk import Reached
from offline_cache.print_order import PrintState
from tests.screens.pretended_agent import PretendedAgent
from tests.screens.terminal import Terminal
from ui.print_door import Fate

PAGES_TURNED = 4


def everywhere(terminal: Terminal, scale: float, busy_job: str, long_policy: str) -> Iterator[str]:
    """Lead ``terminal`` to each state in turn and say its name."""
    shell = terminal.shell
    yield "attract"
    terminal.wake()
    terminal.enlarge(scale)
    yield "home"
    terminal.touch("tile.jobs")
    yield "jobs"
    for page in range(2, PAGES_TURNED):
        terminal.touch("pager.on")
        yield f"jobs, page {page}"
    yield from _sheets(terminal)
    shell.jobs.toggleTag("senior")
    shell.jobs.toggleTag("parent")
    shell.jobs.toggleKind("cleaning")
    shell.jobs.toggleKind("kitchen")
    shell.jobs.setPay("3000")
    terminal.settle()
    yield "jobs, narrowed"
    shell.jobs.clearFilters()
    shell.jobs.typeLetter("x" * 12)
    terminal.settle()
    yield "jobs, none"
    shell.goHome()
    shell.openJob(busy_job)
    terminal.settle()
    yield "job"
    yield from _report(terminal)
    yield from _paper(terminal, long_policy, busy_job)
    shell.goHome()
    shell.openJob("withdrawn")
    terminal.settle()
    yield "job, withdrawn"
    for name in ("groups", "activities"):
        shell.goHome()
        shell.open(name)
        terminal.settle()
        yield name
    yield from _policies(terminal, long_policy)
    shell.goHome()
    shell.open("directory")
    terminal.settle()
    yield "directory"
    for shelf in ("rights", "service"):
        terminal.touch(f"shelf.{shelf}")
        yield f"directory, {shelf}"
    yield from _by_phone(terminal, busy_job)
    yield from _without_phone(terminal)
    terminal.clocks.pass_seconds(91)
    shell.idle_watch.tick()
    terminal.settle()
    assert shell.idle_watch.warning
    yield "idle warning"


def _paper(terminal: Terminal, policy: str, job: str) -> Iterator[str]:
    """All that is said of paper; the home has no outbox, so that only this says it."""
    shell = terminal.shell
    shell.goHome()
    shell.openJob(job)
    shell.printing.order()
    terminal.settle()
    yield "job, not printed"
    door = shell.printing.door
    for state in PrintState:
        door.fate = Fate(state, "paper_out", 1)
        door.changed.emit()
        terminal.settle()
        yield f"job, paper {state}"
    shell.goHome()
    shell.openPolicy(policy)
    shell.printing.order()
    terminal.settle()
    yield "policy, not printed"


def _by_phone(terminal: Terminal, job: str) -> Iterator[str]:
    shell, agent = terminal.shell, PretendedAgent(terminal.home)

    def say(reached: Reached, **more: object) -> None:
        agent.say(reached, **more)
        terminal.until(lambda: shell.phone.answer.reached is reached)
        terminal.settle()

    shell.openVacancy()
    terminal.settle()
    yield "phone, consent"
    shell.phone.agree()
    terminal.settle()
    yield "phone, making"
    agent.say(Reached.SHOWN, online=False)
    terminal.until(lambda: bool(shell.phone.offline))
    terminal.settle()
    yield "phone, offline"
    agent.say(Reached.SHOWN, online=True, code="12345678")
    terminal.until(lambda: shell.phone.code != "")
    terminal.settle()
    yield "phone, code"
    say(Reached.SCANNED)
    yield "phone, scanned"
    say(Reached.RECEIVED, submission="s", reference="7K2M-9QXT")
    yield "phone, vacancy received"
    shell.openVacancy()
    shell.phone.agree()
    terminal.settle()
    agent.say(Reached.REFUSED)
    terminal.until(lambda: shell.phone.stage == "refused")
    terminal.settle()
    yield "phone, refused"
    yield from _applying(terminal, job, say)


def _applying(terminal: Terminal, job: str, say: Callable[..., None]) -> Iterator[str]:
    shell = terminal.shell
    shell.goHome()
    shell.openJob(job)
    shell.openApply()
    shell.phone.agree()
    terminal.settle()
    say(Reached.SHOWN)
    yield "phone, for a job"
    say(Reached.RECEIVED, submission="s", reference="7K2M-9QXT")
    yield "apply, chosen"
    shell.apply.send()
    terminal.settle()
    yield "apply, sent"
    shell.openJob(job)
    terminal.settle()
    yield "job, applied"


def _without_phone(terminal: Terminal) -> Iterator[str]:
    shell = terminal.shell
    shell.goHome()
    shell.openVacancy()
    shell.openCallBack()
    terminal.settle()
    yield "call back, name"
    shell.callBack.chooseForm("女士")
    shell.callBack.chooseSurname("王")
    terminal.settle()
    yield "call back, number"
    for digit in "12":
        shell.callBack.press(digit)
    terminal.settle()
    yield "call back, wrong number"
    shell.callBack.erase()
    for digit in "3800000000":
        shell.callBack.press(digit)
    terminal.settle()
    yield "call back, whole number"
    shell.callBack.send()
    terminal.settle()
    yield "call back, kept"


def _sheets(terminal: Terminal) -> Iterator[str]:
    sheets = ["filter.tags", "filter.kinds", "filter.pay", "filter.text"]
    if terminal.shows("filter.reach"):
        sheets.append("filter.reach")
    for sheet in sheets:
        terminal.touch(sheet)
        assert terminal.shows("sheet.done")
        yield f"jobs, {sheet}"
        if sheet == "filter.text":
            terminal.touch("key.b")
            terminal.touch("key.j")
            yield "jobs, initials BJ"
            terminal.touch("key.erase")
            terminal.touch("key.erase")
        terminal.touch("sheet.done")


def _report(terminal: Terminal) -> Iterator[str]:
    shell = terminal.shell
    terminal.outbox.full = True
    shell.openReport()
    terminal.settle()
    assert shell.report.stage == "refused"
    yield "report, refused"
    shell.back()
    terminal.settle()
    yield "job, no report"
    terminal.outbox.full = False
    shell.openReport()
    terminal.settle()
    assert shell.report.stage == "asking"
    yield "report"
    shell.report.choose("suspicious")
    terminal.settle()
    assert shell.report.stage == "thanked"
    yield "report, thanked"
    shell.back()
    terminal.settle()
    yield "job, reported"


def silent(terminal: Terminal, scale: float, busy_job: str) -> Iterator[str]:
    """The same where nobody knows what day it is: each card and the job page say so."""
    assert terminal.shell.status.callFirst
    yield "attract, silent"
    terminal.wake()
    terminal.enlarge(scale)
    yield "home, silent"
    terminal.touch("tile.jobs")
    yield "jobs, silent"
    terminal.shell.openJob(busy_job)
    terminal.settle()
    yield "job, silent"


def _policies(terminal: Terminal, long_policy: str) -> Iterator[str]:
    shell = terminal.shell
    shell.goHome()
    shell.open("policies")
    terminal.settle()
    for topic in ("employment", "insurance", "training", "consumer"):
        terminal.touch(f"topic.{topic}")
        yield f"policies, {topic}"
    shell.openPolicy(long_policy)
    terminal.settle()
    yield "policy"
    shell.openPolicy("withdrawn")
    terminal.settle()
    yield "policy, withdrawn"
