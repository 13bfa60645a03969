"""A shop posts by phone, a moderator approves, and the terminal has it after its next poll."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime

from kiosk.central.keys import signing_key
from kiosk.central.moderation import held_records, release
from kiosk.central.publishing import publish
from kiosk.central.store import Store
from tests.central_process import REGION
from tests.road.road import Road
from tests.road.test_resume_road import load_online, press


def test_from_the_shop_to_the_screen(road: Road) -> None:
    road.wake()
    road.touch("tile.hire")
    road.touch("phone.agree")
    address = road.scan()
    post(road, address)
    if load_online(road):
        road.until(lambda: road.shell.phone.stage == "received", "received")
    with closing(Store.in_home(road.platform)) as store:
        (held,) = held_records(store)
        assert not on_terminal(road, held.record.id)
        release(store, held.record.id, by="示例审核", at=datetime.now(UTC))
        publish(store, road.platform, REGION, signing_key(road.platform), datetime.now(UTC))
    if load_online(road):
        road.until(lambda: on_terminal(road, held.record.id), "on the terminal")
        road.shell.openJob(held.record.id)
        assert road.shell.job.title == "后厨帮工"


def on_terminal(road: Road, record_id: str) -> bool:
    return road.screen.catalogue.read(lambda reader: reader.job(record_id), None) is not None


def post(road: Road, address: str) -> None:
    """What the shop does on the phone."""
    tab = road.tab
    tab.go(address)
    press(road, "我同意")
    tab.until("document.getElementById('f-employer') !== null")
    fields = {
        "employer": "示例面馆",
        "title": "后厨帮工",
        "head_count": "2",
        "description": "洗菜切菜",
        "requirements": "无",
        "conditions": "管饭",
        "hours": "9:00到17:00",
        "address": "泉城路1号（示例）",
        "pay_minimum": "3500",
        "contact_phone": "13800000000",
    }
    for name, text in fields.items():
        fill(road, name, f"'{text}'")
    fill(road, "valid_through", "i.max")
    press(road, "发送")
    tab.until("document.getElementById('title').textContent.startsWith('已收到')")


def fill(road: Road, name: str, value: str) -> None:
    road.tab.run(
        f"(i => {{ i.value = {value}; i.dispatchEvent(new Event('input')); }})"
        f"(document.getElementById('f-{name}'))"
    )
