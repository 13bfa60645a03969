"""A phone's browser, a real platform and a terminal that makes tickets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from kiosk.contract.tickets import LIFETIME, Ticket, phone_address, write_ticket
from kiosk.submissions import Purpose
from tests.central_process import REPOSITORY, serving
from tests.chromium import Tab, chromium
from tests.phone.axe import axe_script, violations
from tests.phone_desk import KEY, TERMINAL, PhoneDesk, furnish

SHOTS = REPOSITORY / "build" / "shots" / "phone"
NARROW = (360, 640)
USUAL = (390, 844)


@dataclass
class Phone:
    """A tab in a phone's viewport, before the platform at ``url`` in ``home``."""

    tab: Tab
    url: str
    home: Path
    axe: str

    def ticket(self, purpose: Purpose = Purpose.RESUME, about: str = "", **others: Any) -> str:
        fields: dict[str, Any] = {
            "purpose": purpose,
            "terminal": TERMINAL,
            "about": about,
            "expires_at": datetime.now(UTC).replace(microsecond=0) + LIFETIME,
            "nonce": uuid4().bytes,
        }
        return write_ticket(Ticket(**(fields | others)), KEY)

    def scan(self, ticket: str) -> None:
        """Open the page that the code leads to, as a camera does: in a fresh tab."""
        self.tab.go("about:blank")
        self.tab.go(phone_address(self.url, ticket))
        self.until("!['请稍等…', '就业角'].includes(document.getElementById('title').textContent)")

    def agree(self, ticket: str) -> None:
        self.scan(ticket)
        self.press("我同意")

    def press(self, words: str) -> None:
        """Tap the button that begins with ``words``."""
        shown = "[...document.querySelectorAll('button')].filter(b => !b.hidden)"
        find = f"{shown}.find(b => b.textContent.startsWith('{words}'))"
        self.until(f"!!({find})")
        self.tab.run(f"({find}).click()")

    def fill(self, name: str, text: str) -> None:
        self.until(f"document.getElementById('{name}') !== null")
        self.tab.run(
            f"(() => {{ const i = document.getElementById('{name}'); i.value = {text!r};"
            " i.dispatchEvent(new Event('input')); })()"
        )

    def fill_in(self, **fields: str) -> None:
        for name, text in fields.items():
            self.fill(f"f-{name}", text)

    def until(self, script: str) -> None:
        self.tab.until(script)

    def titled(self, title: str) -> None:
        self.until(f"document.getElementById('title').textContent === '{title}'")

    def text(self) -> str:
        return str(self.tab.run("document.body.innerText"))

    def size(self, width: int, height: int, scale: float = 1.0) -> None:
        """A glass of so many CSS pixels, letters ``scale`` times as large as usual."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": True}
        self.tab.call("Emulation.setDeviceMetricsOverride", **metrics)
        self.tab.run(f"document.documentElement.style.setProperty('font-size', '{112.5 * scale}%')")

    def faults(self) -> list[str]:
        """What axe says, and whatever is wider than the glass at any size of letters."""
        found = violations(self.tab, self.axe)
        for width, height, scale in ((*NARROW, 1.0), (*NARROW, 1.8), (*USUAL, 1.8)):
            self.size(width, height, scale)
            if self.tab.run("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"wider than {width} at {scale}")
        self.size(*USUAL)
        return found

    def shot(self, name: str) -> None:
        """Pictures of the whole page, usual and with large letters."""
        for kind, width, height, scale in (("", *USUAL, 1.0), ("-large", *NARROW, 1.8)):
            self.size(width, height, scale)
            whole = max(height, int(self.tab.run("document.documentElement.scrollHeight")))
            self.size(width, whole, scale)
            self.tab.picture(SHOTS / f"{name}{kind}.png")
        self.size(*USUAL)

    def submissions(self) -> list[tuple[str, Any]]:
        desk = PhoneDesk(self.home, None)  # type: ignore[arg-type]
        return desk.submissions()


@pytest.fixture(scope="session")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Phone]:
    """The phone; tests leave it at whatever page they like."""
    folder = tmp_path_factory.mktemp("phone")
    home = folder / "central"
    furnish(home, datetime.now(UTC))
    with serving(home) as central, chromium(folder / "profile", *USUAL, mobile=True) as tab:
        yield Phone(tab, central.url, home, axe_script())
