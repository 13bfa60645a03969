"""维权与机构: hotlines to be read across a room, and offices by distance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.records import Place, PlaceKind
from kiosk.text.distances import distance_words
from kiosk.text.job_words import UNSTATED
from ui.catalogue import Catalogue
from ui.models.rows import RowsModel
from ui.typed import Property, QmlUncreatable
from ui.viewmodels.choices import Option

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

FIRST_HOTLINE: Final = "12333"


@dataclass(frozen=True, slots=True)
class Shelf:
    """One tab: what it is called and which places stand on it."""

    label: str
    kinds: tuple[PlaceKind, ...]


SHELVES: Final[dict[str, Shelf]] = {
    "hotline": Shelf("打电话", (PlaceKind.HOTLINE,)),
    "rights": Shelf("劳动维权", (PlaceKind.LABOUR_RIGHTS,)),
    "service": Shelf("就业服务机构", (PlaceKind.EMPLOYMENT_SERVICE, PlaceKind.STATION)),
}


@dataclass(frozen=True, slots=True)
class PlaceCard:
    """One hotline or office."""

    name: str
    phone: str
    services: str
    address: str
    hours: str
    walk: str


@QmlElement
@QmlUncreatable("given by the shell")
class DirectoryModel(QObject):
    """Places of the chosen shelf; on the hotlines' shelf 12333 stands apart."""

    changed = Signal()

    def __init__(self, catalogue: Catalogue, parent: QObject) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._shelf = "hotline"
        self._shelves = RowsModel(Option, self)
        self._rows = RowsModel(PlaceCard, self)
        self._count = 0
        self._first: PlaceCard | None = None
        catalogue.changed.connect(self.refresh)
        self.refresh()

    @Property(QObject, constant=True)
    def shelves(self) -> QObject:
        """Tab buttons."""
        return self._shelves

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        """Model of ``PlaceCard``."""
        return self._rows

    @Property(int, notify=changed)
    def count(self) -> int:
        """Cards on the shelf."""
        return self._count

    @Property(bool, notify=changed)
    def hotlines(self) -> bool:
        """Whether the shelf of numbers is shown."""
        return self._shelf == "hotline"

    @Property(str, notify=changed)
    def firstServices(self) -> str:
        """What it is for."""
        return self._first.services if self._first else "工资被拖欠、社保、就业政策"

    @Slot(str)
    def setShelf(self, code: str) -> None:
        """Show one tab."""
        self._shelf = code if code in SHELVES else "hotline"
        self.refresh()

    @Slot()
    def reset(self) -> None:
        """As at the start of a session."""
        self.setShelf("hotline")

    @Slot()
    def refresh(self) -> None:
        """Read the places again."""
        kinds = SHELVES[self._shelf].kinds
        none: list[tuple[Place, int | None]] = []
        places = self._catalogue.read(lambda r: r.places(*kinds), none)
        cards = [_card(place, metres) for place, metres in places]
        self._first = next((card for card in cards if card.phone == FIRST_HOTLINE), self._first)
        if self._shelf == "hotline":
            cards = [card for card in cards if card.phone != FIRST_HOTLINE]
        self._count = len(cards)
        self._rows.show(cards)
        self._shelves.show(
            [Option(code, shelf.label, code == self._shelf) for code, shelf in SHELVES.items()]
        )
        self.changed.emit()


def _card(place: Place, metres: int | None) -> PlaceCard:
    return PlaceCard(
        name=place.name.removeprefix(place.phone or "").strip(),
        phone=place.phone or "",
        services=place.services or "",
        address=place.address or UNSTATED,
        hours=place.hours or "",
        walk="" if metres is None else distance_words(metres),
    )
