"""Walking minutes: one function for filters, cards, slips and matching."""

from __future__ import annotations

import math

DETOUR = 1.3
"""How much longer streets are than the straight line."""
METRES_PER_MINUTE = 67
_EARTH_RADIUS_M = 6_371_008.8


def walking_minutes(straight_metres: float, *, metres_per_minute: int = METRES_PER_MINUTE) -> int:
    """Whole minutes to walk ``straight_metres`` as the crow flies; at least 1, said with 约."""
    return max(1, math.ceil(straight_metres * DETOUR / metres_per_minute))


def reach_metres(minutes: int, *, metres_per_minute: int = METRES_PER_MINUTE) -> int:
    """Greatest whole straight distance in metres that still counts as ``minutes`` of walking."""
    metres = int(minutes * metres_per_minute / DETOUR) + 1
    while walking_minutes(metres, metres_per_minute=metres_per_minute) > minutes:
        metres -= 1
    return metres


def straight_metres(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance in metres between two points in degrees of one datum (haversine)."""
    phi_a, phi_b = math.radians(lat_a), math.radians(lat_b)
    half_dphi = (phi_b - phi_a) / 2
    half_dlambda = math.radians(lon_b - lon_a) / 2
    h = math.sin(half_dphi) ** 2 + math.cos(phi_a) * math.cos(phi_b) * math.sin(half_dlambda) ** 2
    return 2 * _EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(h)))
