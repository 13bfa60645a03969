"""Notices that kiosk.toml was changed under a running agent, which then has to begin anew.

A region, an address or a site reaches into everything that the agent has put together; starting
again is the one way that is surely right, and the supervisor does it within a second.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Final

from kiosk.settings import BadSettings, load_settings

LOOK_AGAIN_SECONDS: Final = 5.0

log = logging.getLogger(__name__)


class SettingsWatch:
    """A duty: ``begin_anew`` is called once kiosk.toml of ``home`` says something else, and well.

    A file that cannot be used is left to whoever is writing it; the agent goes on as it is.
    """

    name = "settings"

    def __init__(self, home: Path, begin_anew: Callable[[], None]) -> None:
        self._home = home
        self._begin_anew = begin_anew
        self._known = load_settings(home)

    def run(self) -> float:
        """One look; seconds until the next."""
        try:
            now = load_settings(self._home)
        except BadSettings as error:
            log.info("kiosk.toml is left alone: %s", error)
            return LOOK_AGAIN_SECONDS
        if now != self._known:
            log.info("kiosk.toml was changed: the agent begins anew")
            self._begin_anew()
        return LOOK_AGAIN_SECONDS
