"""The pages on a phone's glass: a real browser before the real platform."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kiosk.central.moderation import refuse
from kiosk.public_addresses import activity_address, job_address, policy_address
from kiosk.records import Tag
from tests.central_process import REGION, REPOSITORY, PlatformHome, serving
from tests.chromium import Tab, chromium
from tests.phone.axe import axe_script, violations
from tests.public.shapes import a_policy, an_activity, bare_job, full_job

SHOTS = REPOSITORY / "build" / "shots" / "public"
NARROW = (360, 640)
USUAL = (390, 844)
NOTICE = REPOSITORY / "assets" / "sample_city" / "texts" / "notice_2025_18.txt"
WORDS = "清扫楼道和门前，扶手每周擦两遍，雨后疏通雨水口。"
PAGES = {
    "job": ("j", "job-full", "社区食堂帮厨"),
    "job-longest": ("j", "a/岗 ?%2F", "大型综合超市"),
    "job-shortest": ("j", "job-bare", "零工"),
    "job-ended": ("j", "job-over", "已经结束"),
    "job-never": ("j", "never", "没有找到"),
    "policy": ("z", "policy-1", "灵活就业"),
    "policy-longest": ("z", "policy-2", "融合试点"),
    "activity": ("a", "activity-1", "家政基础"),
}
ADDRESSES = {"j": job_address, "z": policy_address, "a": activity_address}


@dataclass
class Glass:
    """A tab in a phone's viewport, before the platform at ``url``."""

    tab: Tab
    url: str
    axe: str

    def open(self, name: str) -> None:
        kind, record, words = PAGES[name]
        self.tab.go("about:blank")
        self.tab.go(ADDRESSES[kind](self.url, REGION, record))
        assert words in self.tab.run("document.body.innerText")

    def size(self, width: int, height: int, scale: float = 1.0) -> None:
        """A glass of so many CSS pixels, letters ``scale`` times as large as usual."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": True}
        self.tab.call("Emulation.setDeviceMetricsOverride", **metrics)
        self.tab.run(f"document.documentElement.style.setProperty('font-size', '{112.5 * scale}%')")

    def shot(self, name: str) -> None:
        """Pictures of the whole page on both glasses, and with large letters."""
        sizes = (("390", *USUAL, 1.0), ("360", *NARROW, 1.0), ("360-large", *NARROW, 1.8))
        for kind, width, height, scale in sizes:
            self.size(width, height, scale)
            whole = max(height, int(self.tab.run("document.documentElement.scrollHeight")))
            self.size(width, whole, scale)
            self.tab.picture(SHOTS / f"{name}-{kind}.png")
        self.size(*USUAL)


def furnish(home: Path, now: datetime) -> None:
    """Publish what these tests open."""
    platform = PlatformHome(home)
    until = (now + timedelta(days=60)).date()
    longest = full_job(
        id=PAGES["job-longest"][1],
        title="大型综合超市生鲜区理货员、收银员及仓储分拣配送综合岗（早晚班可选，就近安排门店）"
        * 2,
        employer="示例商贸集团股份有限公司济南历下泉城路第一分公司" * 2,
        description="\n".join(f"{n}. {WORDS * 3}" for n in range(1, 9)),
        requirements="\n".join(WORDS for _ in range(4)),
        address="山东省济南市历下区泉城路街道" + "示例小区综合服务楼" * 8,
        contact_phone="0531-0000 0000转80123456",
        tags=tuple(Tag),
        pay=None,
        pay_text="底薪3000元加提成，按件计算，多劳多得，每月十五日发放，具体面谈" * 2,
    )
    jobs = (full_job(), longest, bare_job(), full_job(id="job-over"))
    platform.take(*(replace(job, valid_through=until) for job in jobs), at=now)
    notice = a_policy(
        id="policy-2",
        title="关于开展“15分钟就业服务圈+一刻钟便民生活圈”融合试点建设工作的通知",
        body=NOTICE.read_text(encoding="utf-8"),
    )
    starts = now + timedelta(days=3)
    activity = an_activity(starts_at=starts, ends_at=starts + timedelta(hours=2))
    platform.take(a_policy(), notice, activity, at=now)
    platform.publish(at=now)
    refuse(platform.store, "job-over", by="示例", at=now)
    platform.publish(at=now)
    platform.store.close()


@pytest.fixture(scope="module")
def glass(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Glass]:
    folder = tmp_path_factory.mktemp("public")
    furnish(folder / "central", datetime.now(UTC))
    profile = folder / "profile"
    with serving(folder / "central") as central, chromium(profile, *USUAL, mobile=True) as tab:
        yield Glass(tab, central.url, axe_script())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_on_every_glass_and_clean(glass: Glass, name: str) -> None:
    glass.tab.complaints.clear()
    glass.tab.asked.clear()
    glass.open(name)
    assert violations(glass.tab, glass.axe) == []
    for width, height, scale in ((*NARROW, 1.0), (*NARROW, 1.8), (*USUAL, 1.8), (320, 568, 1.8)):
        glass.size(width, height, scale)
        wider = glass.tab.run("document.documentElement.scrollWidth > innerWidth")
        assert not wider, (width, scale)
    glass.size(*USUAL)
    glass.shot(name)
    assert [line for line in glass.tab.complaints if "status of 4" not in line] == []
    asked = {urlsplit(url).netloc for url in glass.tab.asked if url.startswith("http")}
    assert asked == {urlsplit(glass.url).netloc}
    assert glass.tab.run("document.cookie") == ""


def test_the_number_is_a_large_target_on_the_first_glass(glass: Glass) -> None:
    glass.open("job")
    box = glass.tab.run(
        "(b => ({top: b.top, bottom: b.bottom, width: b.width, height: b.height}))"
        "(document.querySelector('.call a').getBoundingClientRect())"
    )
    assert box["height"] >= 48
    assert box["width"] >= 300
    assert box["bottom"] <= USUAL[1]


def test_the_policy_of_the_page_stops_a_script_that_slipped_in(glass: Glass) -> None:
    glass.open("job")
    glass.tab.run(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran=1\">')"
    )
    assert glass.tab.run("window.ran") is None
    glass.tab.complaints.clear()  # the browser says that it stopped it


def test_on_paper_it_is_black_on_white(glass: Glass) -> None:
    glass.open("job")
    glass.tab.call("Emulation.setEmulatedMedia", media="print")
    seen = glass.tab.run(
        "[document.body, document.querySelector('.call a')].map(e => "
        "[getComputedStyle(e).backgroundColor, getComputedStyle(e).color].join(' '))"
    )
    glass.tab.picture(SHOTS / "job-print.png")
    glass.tab.call("Emulation.setEmulatedMedia", media="")
    assert seen == ["rgb(255, 255, 255) rgb(0, 0, 0)"] * 2
