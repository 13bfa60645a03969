"""axe-core, put into build/ by npm once, and what it finds wrong with the page in a tab."""

from __future__ import annotations

import shutil
import subprocess
from typing import Final

import pytest

from tests.central_process import REPOSITORY
from tests.chromium import Tab

VERSION: Final = "4.10.3"
BUILD: Final = REPOSITORY / "build" / "axe"
SCRIPT: Final = BUILD / "node_modules" / "axe-core" / "axe.min.js"


def axe_script() -> str:
    """The script; installed first where it is not there."""
    if not SCRIPT.exists():
        npm = shutil.which("npm")
        if npm is None:
            pytest.fail("There is no npm; install it (packaging/setup-system.sh node).")
        BUILD.mkdir(parents=True, exist_ok=True)
        (BUILD / "package.json").write_text('{"private": true}\n', encoding="utf-8")
        quiet = ("--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
        subprocess.run([npm, "install", *quiet, f"axe-core@{VERSION}"], cwd=BUILD, check=True)
    return SCRIPT.read_text(encoding="utf-8")


def violations(tab: Tab, script: str) -> list[str]:
    """What axe has to say against the page that ``tab`` shows."""
    tab.run(f"{script}; window.found = null; axe.run().then(found => window.found = found); 0")
    tab.until("window.found !== null")
    said = tab.run(
        "window.found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' '))"
    )
    assert isinstance(said, list)
    return [str(line) for line in said]
