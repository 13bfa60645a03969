"""Between the three datums a coordinate of a Chinese feed can be in.

WGS-84 (satellites, the cache, the wire), GCJ-02 (Amap, Tencent; obfuscated by state rule) and
BD-09 (Baidu; obfuscated once more). In Shandong they lie 461–530 m, 873–908 m and, first to last,
1,227–1,315 m apart: without conversion a job is a 15-minute walk from where it is shown. The
forward formulas are the ones that have been public since 2010; their inverses are found by
iteration. Outside China GCJ-02 equals WGS-84.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import atan2, cos, hypot, pi, radians, sin, sqrt
from typing import Final

from kiosk.records import Datum, Position

Degrees = tuple[float, float]
"""Latitude, longitude."""

_AXIS_M: Final = 6_378_245.0  # Krasovsky 1940
_ECCENTRICITY: Final = 0.006_693_421_622_965_943  # squared
_BAIDU_TURN: Final = pi * 3000.0 / 180.0
_CLOSE_DEGREES: Final = 1e-9  # a tenth of a millimetre


def to_wgs84(position: Position) -> Position:
    """The same place in WGS-84; precision is kept."""
    match position.datum:
        case Datum.WGS84:
            return position
        case Datum.GCJ02:
            lat, lon = gcj02_to_wgs84(position.lat, position.lon)
        case Datum.BD09:
            lat, lon = bd09_to_wgs84(position.lat, position.lon)
    return replace(position, lat=lat, lon=lon, datum=Datum.WGS84)


def wgs84_to_gcj02(lat: float, lon: float) -> Degrees:
    """Degrees of WGS-84 to degrees of GCJ-02."""
    if not in_china(lat, lon):
        return lat, lon
    north, east = _offset_metres(lat - 35.0, lon - 105.0)
    phi = radians(lat)
    curvature = 1.0 - _ECCENTRICITY * sin(phi) ** 2
    meridian = _AXIS_M * (1.0 - _ECCENTRICITY) / (curvature * sqrt(curvature))
    parallel = _AXIS_M / sqrt(curvature) * cos(phi)
    return lat + north / meridian * 180.0 / pi, lon + east / parallel * 180.0 / pi


def gcj02_to_wgs84(lat: float, lon: float) -> Degrees:
    """Degrees of GCJ-02 to degrees of WGS-84, to well under a metre."""
    return _inverse(wgs84_to_gcj02, lat, lon)


def gcj02_to_bd09(lat: float, lon: float) -> Degrees:
    """Degrees of GCJ-02 to degrees of BD-09."""
    radius = hypot(lat, lon) + 0.00002 * sin(lat * _BAIDU_TURN)
    angle = atan2(lat, lon) + 0.000003 * cos(lon * _BAIDU_TURN)
    return radius * sin(angle) + 0.006, radius * cos(angle) + 0.0065


def bd09_to_gcj02(lat: float, lon: float) -> Degrees:
    """Degrees of BD-09 to degrees of GCJ-02, to well under a metre."""
    return _inverse(gcj02_to_bd09, lat, lon)


def wgs84_to_bd09(lat: float, lon: float) -> Degrees:
    """Degrees of WGS-84 to degrees of BD-09."""
    return gcj02_to_bd09(*wgs84_to_gcj02(lat, lon))


def bd09_to_wgs84(lat: float, lon: float) -> Degrees:
    """Degrees of BD-09 to degrees of WGS-84, to well under a metre."""
    return gcj02_to_wgs84(*bd09_to_gcj02(lat, lon))


def in_china(lat: float, lon: float) -> bool:
    """Whether the point lies in the box that GCJ-02 is defined for."""
    return 0.8293 <= lat <= 55.8271 and 72.004 <= lon <= 137.8347


def _offset_metres(y: float, x: float) -> Degrees:
    """Northward and eastward shift in metres, ``y`` and ``x`` being degrees from 35 N 105 E."""
    ripple = 20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    north += (ripple + 20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    north += (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y / 30.0 * pi)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    east += (ripple + 20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    east += (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0
    return north, east


def _inverse(forward: Callable[[float, float], Degrees], lat: float, lon: float) -> Degrees:
    guess_lat, guess_lon = lat, lon
    for _ in range(20):
        there_lat, there_lon = forward(guess_lat, guess_lon)
        miss_lat, miss_lon = lat - there_lat, lon - there_lon
        guess_lat, guess_lon = guess_lat + miss_lat, guess_lon + miss_lon
        if max(abs(miss_lat), abs(miss_lon)) < _CLOSE_DEGREES:
            break
    return guess_lat, guess_lon
