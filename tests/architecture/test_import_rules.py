"""The arrows of the house (docs/decisions/0001), held by reading every import."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Final

import pytest

from tests.architecture.imports import PACKAGES, Import, Module, closure, module_of, modules_of

LEAVES: Final = frozenset(
    {"kiosk.consents", "kiosk.digests", "kiosk.records", "kiosk.submissions", "kiosk.timekeeping"}
    | {"kiosk.geo", "kiosk.text", "kiosk.vacancies", "kiosk.public_addresses"}
    | {"kiosk.printer_states"}
)
ARROWS: Final[dict[str, frozenset[str]]] = {
    "kiosk.consents": frozenset({"kiosk.submissions"}),
    "kiosk.digests": frozenset(),
    "kiosk.records": frozenset(),
    "kiosk.submissions": frozenset(),
    "kiosk.timekeeping": frozenset(),
    "kiosk.vacancies": frozenset({"kiosk.records"}),
    "kiosk.public_addresses": frozenset(),
    "kiosk.printer_states": frozenset(),
    "kiosk.geo": frozenset({"kiosk.records"}),
    "kiosk.text": frozenset({"kiosk.geo", "kiosk.records"}),
    "kiosk.settings": frozenset({"kiosk.records"}),
    "kiosk.contract": frozenset({"kiosk.digests", "kiosk.records", "kiosk.submissions"}),
    "kiosk.lawful": LEAVES,
    "kiosk.matching": LEAVES,
    "kiosk.sealing": frozenset(),
    "kiosk.slips": LEAVES | {"kiosk.settings", "assets"},
    "kiosk.printing": LEAVES | {"kiosk.settings"},
    "offline_cache": LEAVES,
    "kiosk.agent": LEAVES
    | {"offline_cache", "kiosk.contract", "kiosk.lawful", "kiosk.settings", "kiosk.sealing"}
    | {"kiosk.slips", "kiosk.printing"},
    "kiosk.central": LEAVES | {"kiosk.contract", "kiosk.lawful", "kiosk.settings", "kiosk.sealing"},
    "ui": LEAVES | {"offline_cache", "kiosk.settings", "kiosk.matching", "kiosk.sealing", "assets"},
    "assets": LEAVES | {"kiosk.contract"},
    "kiosk.supervisor": frozenset(),
    "kiosk.verbs": frozenset({"every room"}),
    "kiosk.cli": frozenset({"kiosk.verbs"}),
    "kiosk.__main__": frozenset({"kiosk.cli"}),
}
"""Which room may import from which others; the verbs put the rooms together."""

EXCLUSIVE: Final[dict[str, tuple[str, ...]]] = {
    "requests": ("kiosk.agent.platform_api",),
    "sqlite3": ("offline_cache",),
    "pysqlite3": ("offline_cache",),
    "sqlite_utils": ("offline_cache",),
    "PySide6": ("ui", "kiosk.printing.windows", "kiosk.verbs.screen"),
    "reportlab": ("kiosk.slips",),
    "qrcode": ("kiosk.slips", "ui"),
    "pypdfium2": ("kiosk.printing",),
    "pypinyin": ("kiosk.text.pinyin",),
    "kiosk.text.pinyin": ("kiosk.central",),
    "sqlalchemy": ("kiosk.central",),
    "fastapi": ("kiosk.central",),
    "starlette": ("kiosk.central",),
    "uvicorn": ("kiosk.central", "kiosk.verbs.central_serve"),
    "alembic": ("kiosk.central",),
    "psycopg": ("kiosk.central",),
    "fsspec": ("kiosk.central",),
    "prometheus_client": ("kiosk.central", "kiosk.verbs.central_serve"),
    "starlette_admin": ("kiosk.central.admin",),
    "argon2": ("kiosk.central.admin.passwords",),
    "jinja2": ("kiosk.central",),
    "markupsafe": ("kiosk.central",),
    "PIL": ("kiosk.central.uploads",),
    "pikepdf": ("kiosk.central.uploads",),
    "pillow_heif": ("kiosk.central.uploads",),
    "olefile": ("kiosk.central.uploads",),
}
"""Libraries and the only places that may import them."""

SLOW_TO_IMPORT: Final = (
    "requests",
    "sqlite_utils",
    "sqlalchemy",
    "fastapi",
    "uvicorn",
    "reportlab",
)
FEWEST_MODULES: Final = 40
FEWEST_IMPORTS: Final = 250


@pytest.fixture(scope="module")
def modules() -> dict[str, Module]:
    return modules_of()


def room_of(name: str) -> str | None:
    """The room that ``name`` lies in; None for what is not ours."""
    if name == "kiosk" or not any(within(name, package) for package in PACKAGES):
        return None
    return max((room for room in ARROWS if within(name, room)), key=len, default="no room")


def within(name: str, package: str) -> bool:
    """Whether dotted ``name`` is ``package`` or lies in it."""
    return f"{name}.".startswith(f"{package}.")


def wrong_arrows(modules: Mapping[str, Module]) -> Iterator[str]:
    """A line for each import against the arrows."""
    for module, found in _all_imports(modules):
        room, other = room_of(module.name), room_of(found.target)
        if room is None or other is None or other == room:
            continue
        allowed = ARROWS.get(room, frozenset())
        if other not in allowed and "every room" not in allowed:
            yield f"{module.name}:{found.line} {found.target}: {room} may not use {other}"


def trespassers(modules: Mapping[str, Module]) -> Iterator[str]:
    """A line for each library that is imported outside the one place it belongs to."""
    for module, found in _all_imports(modules):
        for library, places in EXCLUSIVE.items():
            if within(found.target, library) and not any(within(module.name, p) for p in places):
                yield f"{module.name}:{found.line} imports {found.target}; only {places[0]} may"


def screen_roots(modules: Mapping[str, Module]) -> list[str]:
    """What ``kiosk screen`` imports before its first frame."""
    verb = modules["kiosk.verbs.screen"]
    later = {found.target for found in verb.imports if "tour" not in found.target}
    return ["kiosk.__main__", "kiosk.cli", verb.name, "ui.app", *sorted(later)]


def _all_imports(modules: Mapping[str, Module]) -> Iterator[tuple[Module, Import]]:
    return ((module, found) for module in modules.values() for found in module.imports)


def test_the_walk_really_reads_the_source(modules: dict[str, Module]) -> None:
    assert len(modules) >= FEWEST_MODULES
    assert sum(len(module.imports) for module in modules.values()) >= FEWEST_IMPORTS


def test_every_module_has_a_room(modules: dict[str, Module]) -> None:
    assert [name for name in modules if room_of(name) == "no room"] == []


def test_imports_follow_the_arrows(modules: dict[str, Module]) -> None:
    assert list(wrong_arrows(modules)) == []


def test_libraries_stay_where_they_belong(modules: dict[str, Module]) -> None:
    assert list(trespassers(modules)) == []


def test_every_exclusive_place_that_stands_is_used(modules: dict[str, Module]) -> None:
    used = {found.target.split(".")[0] for _, found in _all_imports(modules)}
    assert used >= {"requests", "sqlite_utils", "PySide6", "pypinyin", "sqlalchemy", "fastapi"}
    assert used >= {"reportlab", "qrcode"}


def test_the_screen_starts_without_slow_libraries(modules: dict[str, Module]) -> None:
    ways = closure(screen_roots(modules), modules)
    assert "ui.viewmodels.shell" in ways
    assert "PySide6.QtQml" in ways
    assert [" → ".join(ways[name]) for name in ways if name.split(".")[0] in SLOW_TO_IMPORT] == []


def test_rooms_form_no_cycle(modules: dict[str, Module]) -> None:
    graph: dict[str, set[str]] = {}
    for module, found in _all_imports(modules):
        room, other = room_of(module.name), room_of(found.target)
        if room and other and other != room:
            graph.setdefault(room, set()).add(other)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"a cycle: {' → '.join(error.args[1])}")


@pytest.mark.parametrize(
    ("path", "source", "complaint"),
    [
        ("ui/viewmodels/job.py", "from kiosk.agent import pull", "ui may not use kiosk.agent"),
        (
            "kiosk/central/app.py",
            "def f():\n    import offline_cache.reader",
            "may not use offline",
        ),
        ("kiosk/records.py", "from . import settings", "may not use kiosk.settings"),
        ("offline_cache/reader.py", "import kiosk.contract.lines", "may not use kiosk.contract"),
    ],
)
def test_a_planted_wrong_arrow_is_found(path: str, source: str, complaint: str) -> None:
    planted = module_of(Path(path), source)
    assert complaint in "\n".join(wrong_arrows({planted.name: planted}))


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("kiosk/agent/heartbeat.py", "import requests"),
        ("kiosk/agent/pull.py", "import sqlite3"),
        ("kiosk/central/store.py", "from pysqlite3 import dbapi2"),
        ("kiosk/verbs/demo.py", "if True:\n    from PySide6 import QtCore"),
    ],
)
def test_a_planted_trespasser_is_found(path: str, source: str) -> None:
    planted = module_of(Path(path), source)
    assert list(trespassers({planted.name: planted}))


def test_a_planted_slow_import_is_found_through_a_package() -> None:
    sources = {
        "ui/app.py": "from ui.depths.reader import read\n",
        "ui/depths/__init__.py": "import requests.sessions\n",
        "ui/depths/reader.py": "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    import fastapi\ndef read():\n    import sqlalchemy\n",
    }
    planted = [module_of(Path(path), source) for path, source in sources.items()]
    ways = closure(["ui.app"], {module.name: module for module in planted})
    assert "requests.sessions" in ways
    assert not {"fastapi", "sqlalchemy"} & set(ways)
