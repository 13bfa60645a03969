"""A moderator's morning in a real browser, with pictures of it in build/shots/admin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest

from kiosk.submissions import CallBack, JobReport, Purpose, ReportReason
from tests.admin.desk import NAME, PASSWORD, AdminDesk, a_resume, admin_desk
from tests.central_process import REPOSITORY, CentralProcess, serving
from tests.chromium import Tab, chromium
from tests.sample_records import a_job, an_unlawful_job

SHOTS = REPOSITORY / "build" / "shots" / "admin"


@dataclass
class Morning:
    """A platform with work, a browser at its login, and the id of a résumé."""

    central: CentralProcess
    tab: Tab
    resume: str

    def go(self, path: str) -> None:
        self.tab.go(f"{self.central.url}/admin{path}")

    def shot(self, name: str) -> None:
        self.tab.picture(SHOTS / f"{name}.png")

    def text(self) -> str:
        return str(self.tab.run("document.body.innerText"))

    def click(self, selector: str) -> None:
        self.tab.submit(f"document.querySelector('{selector}').click()")

    def send(self, select: str) -> None:
        """Choose the first reason in ``select`` and send its form."""
        self.tab.run(f"document.getElementById('{select}').selectedIndex = 1")
        self.tab.submit(f"document.getElementById('{select}').form.requestSubmit()")


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Morning]:
    folder = tmp_path_factory.mktemp("morning")
    with admin_desk(folder, datetime.now(UTC)) as desk:
        resume = filled(desk)
        with serving(desk.home.home) as central, chromium(folder / "profile") as tab:
            yield Morning(central, tab, resume)


def filled(desk: AdminDesk) -> str:
    """Work for a morning; the id of a résumé in it."""
    home = desk.home
    home.take(
        an_unlawful_job(1, title="仓库分拣员", employer="示例物流有限公司"),
        an_unlawful_job(2, title="保洁员", requirements="35岁以下，入职交押金200元"),
        an_unlawful_job(3, title="<b>客服</b>", description="<script>alert(1)</script>"),
        *(a_job(number) for number in range(10, 14)),
    )
    home.publish()
    report = JobReport(
        job_id="job-0010", reason=ReportReason.SUSPICIOUS, title="前台文员10", employer="示例商贸"
    )
    desk.leave("job_report", report, "0000-0001")
    call = CallBack(purpose=Purpose.RESUME, name="李女士", phone="13900000000")
    desk.leave("call_back", call, "4T7N-0ABC")
    return desk.leave(
        "resume",
        a_resume(experience="做过三年保洁，会用洗地机。", hours="工作日上午", area="泉城路附近"),
        pdf=b"%PDF-1.4 example",
    )


def test_a_morning_at_the_desk(morning: Morning) -> None:
    tab = morning.tab
    morning.go("")
    morning.shot("1-login")
    tab.run(f"document.getElementById('username').value = '{NAME}'")
    tab.run(f"document.getElementById('password').value = '{PASSWORD}'")
    tab.submit("document.querySelector('main form').requestSubmit()")
    assert tab.run("document.querySelector('h2').innerText").startswith("待审核")
    morning.shot("2-queue")
    morning.click("td a")
    assert "限男性" in morning.text()
    morning.shot("3-record")
    morning.send("refuse-reason")
    assert "已设为不通过" in morning.text()
    morning.shot("4-refused")
    morning.go("/left/list")
    assert "示例甲" not in morning.text()
    morning.shot("5-left")
    morning.go(f"/left/detail?pk={morning.resume}")
    morning.shot("6-sealed")
    morning.send("open-reason")
    assert "示例甲" in morning.text()
    morning.shot("7-opened")
    morning.go("/reports/list")
    morning.shot("8-reports")
    morning.go("/published/list")
    morning.shot("9-published")
    morning.click("td a")
    tab.run("document.querySelector('details').open = true")
    morning.shot("10-withdraw")
    assert tab.complaints == []
    hosts = {urlsplit(address).netloc for address in tab.asked if address.startswith("http")}
    assert hosts == {urlsplit(morning.central.url).netloc}


def test_what_a_stranger_wrote_stays_text(morning: Morning) -> None:
    tab = morning.tab
    morning.go("/held/detail?pk=jobs:job-0003")
    assert tab.run("document.scripts.length") == 0
    assert "<script>alert(1)</script>" in morning.text()
    # Even where a template forgot to escape it, nothing would run.
    tab.run("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran=1\">')")
    assert tab.run("window.ran") is None
    morning.shot("11-hostile")
