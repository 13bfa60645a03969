"""What the station has to say, as its staff would write it."""

from __future__ import annotations

from assets.sample_city.city import SOURCE, City
from kiosk.records import Notice

_NOTICES: tuple[tuple[str, str, int], ...] = (
    (
        "示例：本机所有岗位都是演示",
        "屏幕上的单位、电话和岗位都是编出来的示例，打不通，也不用去找。\n"
        "法律、政策原文和全国热线是真的。",
        365,
    ),
    (
        "求职不交押金",
        "《劳动合同法》第九条：招用劳动者不得扣押证件、不得收取财物。\n"
        "遇到要押金、报名费、培训费的，先别交，打12333问一问。",
        365,
    ),
    (
        "周六上午有工作人员帮忙填简历",
        "每周六 9:00–11:30，不会用手机也能填，说给工作人员听，填好念给你核对。",
        60,
    ),
    (
        "打印纸不够时请喊一声",
        "岗位单每人一次最多打印五张。出纸慢或没纸，请到服务台找人，马上换。",
        90,
    ),
)


def make_notices(city: City) -> list[Notice]:
    """All notices, newest first."""
    return [
        Notice(
            id=f"N{number:02d}",
            source=SOURCE,
            title=title,
            updated_at=city.moment(-number, 9),
            valid_through=city.day(days),
            body=body,
            sample=True,
        )
        for number, (title, body, days) in enumerate(_NOTICES, start=1)
    ]
