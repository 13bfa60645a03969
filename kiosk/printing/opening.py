"""From the settings of one terminal to its printer.

There is always one: where the settings make no sense it is a printer that says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from kiosk.printer_states import PrinterState
from kiosk.printing import cups
from kiosk.printing.absent import AbsentPrinter
from kiosk.printing.device_link import open_serial, open_usb
from kiosk.printing.escpos import NETWORK_OR_USB, ROWS_A_PIECE, EscPosPrinter, Thermal
from kiosk.printing.folder import FolderPrinter
from kiosk.printing.ipp import IppPrinter, Way
from kiosk.printing.ipp_link import address_of
from kiosk.printing.links import Link, connect
from kiosk.printing.paper_counter import FILE_NAME, PaperCounter
from kiosk.printing.patience import Patience
from kiosk.printing.port import Printer, Standing
from kiosk.printing.raster import HEADS
from kiosk.records import CHINA_TIME
from kiosk.settings import Printer as PrinterSettings

SLIPS_FOLDER: Final = "slips"
UNFINISHED_FILE: Final = "printer.unfinished"
RAW_PORT: Final = 9100
SERIAL_ROWS_A_PIECE: Final = 24
_BITS_A_BYTE: Final = 10
_QUEUE_NAME: Final = re.compile(r"[^\s/?#]+")


def now_in_china() -> datetime:
    """The machine's clock; only names files."""
    return datetime.now(CHINA_TIME)


def open_printer(
    settings: PrinterSettings,
    home: Path,
    *,
    patience: Patience = Patience(),  # noqa: B008 - frozen
    now: Callable[[], datetime] = now_in_china,
) -> Printer:
    """The printer that ``settings`` name; nothing is asked of it yet."""
    match settings.kind:
        case "none":
            return AbsentPrinter(Standing(PrinterState.MISCONFIGURED, "no printer is set"))
        case "folder":
            return FolderPrinter(home / (settings.address or SLIPS_FOLDER), now)
        case "ipp":
            return _ipp(settings, patience)
        case "cups":
            return _cups(settings, patience)
        case "windows":
            from kiosk.printing.windows import WindowsPrinter  # noqa: PLC0415 - brings Qt

            return WindowsPrinter(settings.address)
        case _:
            return _thermal(settings, home, patience)


def paper_counter(settings: PrinterSettings, home: Path) -> PaperCounter:
    """The count of what the printer of ``home`` has printed."""
    return PaperCounter(home / FILE_NAME, settings.slips_per_roll, settings.warn_slips)


def _ipp(settings: PrinterSettings, patience: Patience) -> Printer:
    address = address_of(settings.address, settings.certificate)
    if address is None:
        return _wrong("address must look like ipp://printer.local/ipp/print", settings)
    queue = cups.is_queue(address)
    return IppPrinter(Way(address, queue, keeps_nothing=not queue), patience)


def _cups(settings: PrinterSettings, patience: Patience) -> Printer:
    if not _QUEUE_NAME.fullmatch(settings.address):
        return _wrong("address must be the name of a queue, as 'lpstat -e' lists them", settings)
    address = cups.queue_address(settings.address)
    return IppPrinter(Way(address, queue=True, keeps_nothing=cups.keeps_nothing()), patience)


def _thermal(settings: PrinterSettings, home: Path, patience: Patience) -> Printer:
    head = HEADS.get(settings.paper)
    if head is None:
        return _wrong("paper must be roll80 or roll58 for an escpos printer", settings)
    link = _link_to(settings, patience)
    if link is None:
        return _wrong("address must be HOST, HOST:PORT or a device such as /dev/usb/lp0", settings)
    serial = settings.kind == "escpos-serial"
    thermal = Thermal(
        head=head,
        cutter=settings.cutter,
        answers=settings.status,
        as_text=settings.profile == "gb18030-text",
        rows_a_piece=SERIAL_ROWS_A_PIECE if serial else ROWS_A_PIECE,
        bytes_per_second=settings.baud / _BITS_A_BYTE if serial else NETWORK_OR_USB,
    )
    return EscPosPrinter(link, thermal, home / UNFINISHED_FILE, patience)


def _link_to(settings: PrinterSettings, patience: Patience) -> Callable[[], Link] | None:
    if settings.kind == "escpos-tcp":
        where = host_and_port(settings.address)
        return partial(connect, *where, patience.connect) if where else None
    device = Path(settings.address)
    if not device.is_absolute():
        return None
    if settings.kind == "escpos-usb":
        return partial(open_usb, device)
    return partial(open_serial, device, settings.baud, settings.flow)


def host_and_port(address: str) -> tuple[str, int] | None:
    """``192.0.2.7`` or ``printer:9100`` or ``[2001:db8::7]:9100``; None where it is none."""
    try:
        parts = urlsplit(f"//{address}")
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if not host or parts.path or parts.query or any(letter.isspace() for letter in address):
        return None
    return host, port or RAW_PORT


def _wrong(expected: str, settings: PrinterSettings) -> Printer:
    detail = f"[printer] {expected}, and is '{settings.address}' on {settings.paper}"
    return AbsentPrinter(Standing(PrinterState.MISCONFIGURED, detail))
