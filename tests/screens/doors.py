"""The doors of a shell under test, without a window."""

from __future__ import annotations

from pathlib import Path

from offline_cache import OUTBOX_FILE
from tests import ui_home
from tests.screens.outbox_double import OutboxDouble
from tests.screens.terminal import Clocks
from ui.catalogue import Catalogue
from ui.doors import Doors
from ui.letterbox import Letterbox
from ui.phone_desk import PhoneDesk
from ui.print_door import PrintDoor
from ui.viewmodels.shell import Shell


def shell_in(home: Path, clocks: Clocks, outbox: OutboxDouble | None = None) -> tuple[Shell, Doors]:
    """A shell of ``home`` and its doors, none of which watches anything yet."""
    catalogue = Catalogue(home / ui_home.CATALOGUE, clocks.read)
    doors = Doors(
        catalogue,
        Letterbox(outbox or OutboxDouble(), catalogue),
        PhoneDesk(home),
        PrintDoor(home / OUTBOX_FILE, catalogue, clocks.read),
    )
    return Shell(ui_home.city_settings(), doors, clocks.monotonic), doors
