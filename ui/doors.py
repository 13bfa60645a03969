"""Everything through which the screen reaches out of its own process."""

from __future__ import annotations

from dataclasses import dataclass

from ui.catalogue import Catalogue
from ui.letterbox import Letterbox
from ui.phone_desk import PhoneDesk
from ui.print_door import PrintDoor


@dataclass(frozen=True, slots=True)
class Doors:
    """What the view models are given; each door is a small file or database of the home."""

    catalogue: Catalogue
    letterbox: Letterbox
    phone_desk: PhoneDesk
    print_door: PrintDoor
