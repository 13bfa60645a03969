"""A job must not be shown a 15-minute walk from where it is."""

from __future__ import annotations

import json
from statistics import median

import pytest
from shared_data import shared_file

from kiosk.geo.datum import (
    bd09_to_gcj02,
    bd09_to_wgs84,
    gcj02_to_bd09,
    gcj02_to_wgs84,
    to_wgs84,
    wgs84_to_bd09,
    wgs84_to_gcj02,
)
from kiosk.geo.walking import straight_metres
from kiosk.records import Datum, Position, Precision

SHANDONG = [(34.4 + i * 0.11, 114.9 + j * 0.19) for i in range(37) for j in range(41)]


@pytest.mark.parametrize(
    ("wgs", "gcj", "bd"),
    [  # as read off satellites, Amap and Baidu at one spot in Shanghai, and a published example
        ((31.16014354, 121.42958967), (31.158247, 121.434204), (31.1646093426, 121.4406138425)),
        ((39.915, 116.404), (39.916404, 116.410244), (39.9227, 116.4166)),
    ],
)
def test_known_points(
    wgs: tuple[float, float], gcj: tuple[float, float], bd: tuple[float, float]
) -> None:
    assert straight_metres(*wgs84_to_gcj02(*wgs), *gcj) < 3
    assert straight_metres(*wgs84_to_bd09(*wgs), *bd) < 10
    assert straight_metres(*bd09_to_wgs84(*bd), *wgs) < 10


@pytest.mark.parametrize(
    ("forward", "usual", "extreme"),
    [
        (wgs84_to_gcj02, (461, 530), (400, 580)),
        (gcj02_to_bd09, (873, 908), (845, 925)),
        (wgs84_to_bd09, (1227, 1315), (1110, 1390)),
    ],
)
def test_how_far_the_datums_lie_apart_in_shandong(
    forward: object, usual: tuple[int, int], extreme: tuple[int, int]
) -> None:
    assert callable(forward)
    metres = sorted(straight_metres(*point, *forward(*point)) for point in SHANDONG)
    assert usual[0] <= median(metres) <= usual[1]
    assert extreme[0] <= metres[0]
    assert metres[-1] <= extreme[1]
    within = sum(usual[0] <= m <= usual[1] for m in metres)
    assert within / len(metres) > 0.5


def test_there_and_back_is_under_a_metre() -> None:
    for point in SHANDONG:
        assert straight_metres(*gcj02_to_wgs84(*wgs84_to_gcj02(*point)), *point) < 0.01
        assert straight_metres(*bd09_to_gcj02(*gcj02_to_bd09(*point)), *point) < 0.01
        assert straight_metres(*bd09_to_wgs84(*wgs84_to_bd09(*point)), *point) < 0.01


def test_outside_china_gcj02_is_wgs84() -> None:
    assert wgs84_to_gcj02(48.85, 2.35) == (48.85, 2.35)
    assert gcj02_to_wgs84(48.85, 2.35) == (48.85, 2.35)


def test_a_position_keeps_its_precision() -> None:
    street = Position(lat=36.67, lon=117.03, datum=Datum.BD09, precision=Precision.STREET)
    there = to_wgs84(street)
    assert (there.datum, there.precision) == (Datum.WGS84, Precision.STREET)
    assert to_wgs84(there) is there
    gcj = to_wgs84(Position(lat=36.67, lon=117.03, datum=Datum.GCJ02))
    assert 400 < straight_metres(gcj.lat, gcj.lon, 36.67, 117.03) < 575


def test_real_county_centres_from_baidu_stay_in_shandong() -> None:
    places = json.loads(shared_file("shandong_places.json").read_text(encoding="utf-8"))
    for place in places:
        point = float(place["lat"]), float(place["lng"])
        lat, lon = bd09_to_wgs84(*point)
        assert 34.3 < lat < 38.5
        assert 114.7 < lon < 122.8
        assert 1200 < straight_metres(lat, lon, *point) < 1375
