"""政策与补贴: the list by topic, and one document."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.public_addresses import policy_address
from kiosk.records import Policy, PolicyTopic
from kiosk.settings import Central
from kiosk.text.job_words import policy_meta
from kiosk.text.labels import POLICY_TOPIC_LABELS
from ui.catalogue import Catalogue
from ui.models.rows import RowsModel
from ui.qr import qr_modules, qr_source
from ui.typed import Property, QmlUncreatable
from ui.viewmodels.choices import Option

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class PolicyCard:
    """One document of the list."""

    policyId: str
    title: str
    summary: str
    meta: str


@QmlElement
@QmlUncreatable("given by the shell")
class PoliciesModel(QObject):
    """Documents of the chosen topic."""

    changed = Signal()

    def __init__(self, catalogue: Catalogue, parent: QObject) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._topic = PolicyTopic.EMPLOYMENT
        self._topics = RowsModel(Option, self)
        self._rows = RowsModel(PolicyCard, self)
        self._count = 0
        catalogue.changed.connect(self.refresh)
        self.refresh()

    @Property(QObject, constant=True)
    def topics(self) -> QObject:
        """Topic buttons."""
        return self._topics

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        """Model of ``PolicyCard``."""
        return self._rows

    @Property(int, notify=changed)
    def count(self) -> int:
        """Documents of this topic."""
        return self._count

    @Slot(str)
    def setTopic(self, code: str) -> None:
        """Show one topic."""
        self._topic = PolicyTopic(code)
        self.refresh()

    @Slot()
    def reset(self) -> None:
        """As at the start of a session."""
        self.setTopic(PolicyTopic.EMPLOYMENT)

    @Slot()
    def refresh(self) -> None:
        """Read the documents again."""
        none: list[Policy] = []
        today = self._catalogue.today()
        policies = self._catalogue.read(lambda r: r.policies(today), none)
        cards = [_card(p) for p in sorted(policies, key=_place) if p.topic is self._topic]
        self._count = len(cards)
        self._rows.show(cards)
        self._topics.show(
            [Option(t.value, POLICY_TOPIC_LABELS[t], t is self._topic) for t in PolicyTopic]
        )
        self.changed.emit()


@QmlElement
@QmlUncreatable("given by the shell")
class PolicyModel(QObject):
    """The opened document."""

    changed = Signal()

    def __init__(self, catalogue: Catalogue, central: Central, parent: QObject) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._central = central
        self._id = ""
        self._policy: Policy | None = None
        catalogue.changed.connect(self.refresh)

    @Property(bool, notify=changed)
    def found(self) -> bool:
        """Whether the document is still in the cache."""
        return self._policy is not None

    @Property(str, notify=changed)
    def title(self) -> str:
        """Title of the document."""
        return self._policy.title if self._policy else ""

    @Property(str, notify=changed)
    def meta(self) -> str:
        """Number, issuer, date."""
        return policy_meta(self._policy) if self._policy else ""

    @Property(str, notify=changed)
    def summary(self) -> str:
        """What it means in one sentence."""
        return self._policy.summary or "" if self._policy else ""

    @Property(str, notify=changed)
    def phone(self) -> str:
        """Whom to ask."""
        return self._policy.phone or "12333" if self._policy else ""

    @Property("QStringList", notify=changed)
    def paragraphs(self) -> list[str]:
        """The text, a paragraph each."""
        if self._policy is None or not self._policy.body:
            return []
        return [line.strip() for line in self._policy.body.splitlines() if line.strip()]

    @Property(str, notify=changed)
    def takeAlong(self) -> str:
        """Source of the code that leads to its public page; empty where phones have none."""
        return qr_source(self._page)

    @Property(int, notify=changed)
    def takeAlongModules(self) -> int:
        """Modules on a side of that code."""
        return qr_modules(self._page)

    @property
    def _page(self) -> str:
        if self._policy is None:
            return ""
        central = self._central
        return policy_address(central.phone_url, central.region, self._policy.id)

    @Slot(str)
    def show(self, policy_id: str) -> None:
        """Open a document."""
        self._id = policy_id
        self.refresh()

    @Slot()
    def reset(self) -> None:
        """As at the start of a session."""
        self.show("")

    @Slot()
    def refresh(self) -> None:
        """Read the document again."""
        policy = None
        if self._id:
            policy = self._catalogue.read(lambda r: r.policy(self._id), None)
        if policy != self._policy or not self._id:
            self._policy = policy
            self.changed.emit()


def _place(policy: Policy) -> tuple[bool, int]:
    """Real documents before examples, the newest first, undated ones after them."""
    return policy.sample, -policy.issued_on.toordinal() if policy.issued_on else 0


def _card(policy: Policy) -> PolicyCard:
    return PolicyCard(policy.id, policy.title, policy.summary or "", policy_meta(policy))
