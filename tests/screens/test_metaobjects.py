"""No object of the screen has a metaobject of its own, which Qt would confuse with another one's.

PySide makes one for an object as soon as a signal is connected to one of its methods that is no
``Slot``, and frees it with the object. QML goes on knowing the properties under its address, and
reads those of one class in an object of another once the address is used again.
"""

from __future__ import annotations

import gc
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal

from tests.screens.terminal import OpenTerminal
from tests.screens.walk import everywhere
from tests.ui_home import city_jobs, city_records

OWN = "__METAOBJECT__"


class _Careless(QObject):
    told = Signal()

    def hear(self) -> None:
        """No slot."""


def with_their_own() -> set[str]:
    found = [item for item in gc.get_objects() if isinstance(item, QObject)]
    return {type(item).__name__ for item in found if OWN in getattr(item, "__dict__", {})}


def test_a_careless_connection_is_seen() -> None:
    careless = _Careless(QCoreApplication.instance())
    assert not with_their_own() & {"_Careless"}
    careless.told.connect(careless.hear)
    assert with_their_own() >= {"_Careless"}
    careless.deleteLater()


def test_nothing_of_the_screen_has_a_metaobject_of_its_own(
    city: Path, open_terminal: OpenTerminal
) -> None:
    terminal = open_terminal(city)
    for _ in everywhere(terminal, 1.0, city_jobs()[0].id, city_records()["policies"][0].id):
        pass
    assert with_their_own() - {"_Careless"} == set()
