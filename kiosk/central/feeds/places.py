"""Where a posting is: division, coordinates, or nowhere because it is done from home."""

from __future__ import annotations

import re
from itertools import chain
from typing import Final

from kiosk.central.feeds.divisions import CITIES, COUNTIES
from kiosk.geo.datum import to_wgs84
from kiosk.records import Datum, Position

_NOT_A_NAME: Final = r"(?![路街道巷里中东西南北大])"
_CITY_AT_START: Final = re.compile(
    r"(?:中国)?(?:山东省?)?[\s\-·/]*(" + "|".join(CITIES.values()) + rf")(?!区){_NOT_A_NAME}"
)
_PREFIX_OF: Final = {name: prefix for prefix, name in CITIES.items()}
_CITY_BEFORE: Final = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,6}?(?:省|自治区))?([\u4e00-\u9fff]{2,4}?)市(?!场|中区|南区|北区)"
)
_DISTRICT_BEFORE: Final = re.compile(r"^([\u4e00-\u9fff]{2,3})[区县](?!域)")
_NO_DISTRICT: Final = re.compile(
    "高新|开发|经济|新|园|社|小|景|校|厂|工业|保税|商务|示范|度假|片|自贸"
)
_FAR_CITIES: Final = re.compile(
    "^(?:北京|上海|天津|重庆|广州|深圳|杭州|南京|苏州|无锡|常州|宁波|温州|合肥|福州|厦门|南昌|郑州|武汉|长沙|"
    "东莞|佛山|珠海|惠州|中山|南宁|海口|三亚|成都|贵阳|昆明|拉萨|西安|兰州|西宁|银川|乌鲁木齐|石家庄|太原|"
    f"呼和浩特|沈阳|大连|长春|哈尔滨|唐山|徐州|南通|嘉兴|绍兴|金华|台州|洛阳|香港|澳门|台北){_NOT_A_NAME}"
)
_ZONE: Final = re.compile("(?:高新|经济?技?术?开发|经开|新|度假)区|先行区")
"""Zones lie across counties and are none of them."""
_REMOTE_WORK: Final = re.compile(
    r"(?:远程|居家|在家|线上|云端)(?:办公|工作|兼职|上班|就业|岗)|[(（\[【](?:可|纯|全)?(?:远程|居家)[)）\]】]|"
    r"(?:^|[\s/、,，-])(?:可|纯|全)?(?:远程|居家)(?:$|[\s/、,，-])|远程岗|"
    r"remote (?:work|job)|\(remote\)"
)
_REMOTE_PLACE: Final = re.compile("远程|居家|在家|不限地点|地点不限|remote", re.IGNORECASE)
_NUMBER: Final = re.compile(r"-?\d{1,3}(?:\.\d+)?")
_CHINA: Final = ((3.0, 54.0), (73.0, 136.0))


def is_remote(title: str, place: str) -> bool:
    """Whether title or place say outright that the work is done from anywhere.

    远程医疗 and 远程监控 are about machines at a distance, not about the worker.
    """
    return bool(_REMOTE_WORK.search(title) or _REMOTE_PLACE.search(place))


def division_of(area: str, address: str, region: str) -> str | None:
    """Division code that the stated place is in; ``region`` where it says nothing to the contrary.

    None if the place is evidently outside ``region`` and no county of Shandong is named.
    """
    own = region[:4]
    city = _city(area) or _city(address)
    if city is None and _elsewhere(area, address, own):
        return None
    county = _county(area, city or own, short=True) or _county(address, city or own, short=False)
    if county is not None:
        return region if region.startswith(county) else county
    return region if city in (None, own) and not _ZONE.search(f"{area} {address[:8]}") else None


def _city(text: str) -> str | None:
    """Prefix of the Shandong city that ``text`` begins with, after an optional province."""
    found = _CITY_AT_START.match(text)
    return _PREFIX_OF[found[1]] if found else None


def _county(text: str, city: str, *, short: bool) -> str | None:
    tokens = re.split(r"[\s\-·/,，、]+", text)
    mine = [(code, name) for code, name in COUNTIES.items() if code.startswith(city)]
    for code, name in mine:
        if name in text or (short and any(token == name[:-1] for token in tokens)):
            return code
    return None


def _elsewhere(area: str, address: str, own: str) -> bool:
    if area and not _county(area, own, short=True):
        return not re.fullmatch(r"(?:中国)?(?:山东省?)?|[高新开发经济技术]+区", area)
    stated = _CITY_BEFORE.match(address)
    if stated and f"{stated[1]}市" not in COUNTIES.values():
        return True
    district = _DISTRICT_BEFORE.match(address)
    if district and not _NO_DISTRICT.search(district[1]):
        return not _county(address, own, short=False)
    return bool(_FAR_CITIES.match(address))


def position_of(lat: str, lon: str, point: str, datum: Datum) -> Position | None:
    """WGS-84 position of the stated coordinates; None if there are none or they cannot be true."""
    numbers = [float(n) for n in chain(_NUMBER.findall(lat)[:1], _NUMBER.findall(lon)[:1])]
    if len(numbers) != 2:
        numbers = [float(n) for n in _NUMBER.findall(point)]
        if len(numbers) == 2 and numbers[0] > numbers[1]:
            numbers.reverse()  # in China a longitude is always the greater figure
    if len(numbers) != 2 or not all(
        low <= n <= high for n, (low, high) in zip(numbers, _CHINA, strict=True)
    ):
        return None
    return to_wgs84(Position(lat=numbers[0], lon=numbers[1], datum=datum))
