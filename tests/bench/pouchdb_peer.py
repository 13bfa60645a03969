"""The peer of P4: PouchDB's replication over HTTP between two processes, stores on disk.

Its packages are put into build/ by npm, once; what is missing is one sentence.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

SCRIPTS = Path(__file__).with_name("pouchdb")
BUILD = Path(__file__).resolve().parents[2] / "build" / "bench-pouchdb"
USUAL_BATCH = 100
"""Documents that PouchDB asks for at a time if nobody says otherwise."""
_PATIENCE = 300.0


class NoPeer(Exception):
    """PouchDB cannot be had or does not run; the message is one sentence."""


class PouchPeer:
    """A filled store behind HTTP, replicated from as often as wanted."""

    def __init__(self, node: str, port: int, folder: Path) -> None:
        self._node = node
        self._url = f"http://127.0.0.1:{port}/source"
        self._folder = folder
        self._numbers = count()

    def replicate(self, batch: int = USUAL_BATCH) -> float:
        """Documents a second of one replication into a fresh store."""
        target = self._folder / f"target-{next(self._numbers)}"
        command = [self._node, "replicate.js", self._url, str(target), str(batch)]
        done = subprocess.run(
            command, cwd=BUILD, capture_output=True, text=True, timeout=_PATIENCE, check=False
        )
        if done.returncode:
            raise NoPeer(f"PouchDB's replication failed: {done.stderr.strip()[-200:]}")
        told = json.loads(done.stdout)
        return float(told["documents"] / told["seconds"])


@contextmanager
def pouchdb_peer(documents: Path, folder: Path) -> Iterator[PouchPeer]:
    """Peer that holds the NDJSON ``documents``, each with its ``_id``; ``NoPeer`` without one."""
    node = _installed()
    command = [node, "serve.js", str(documents), str(folder)]
    with subprocess.Popen(
        command, cwd=BUILD, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        try:
            assert server.stdout is not None
            port = server.stdout.readline().strip()
            if not port.isdigit():
                raise NoPeer("PouchDB's server did not start.")
            yield PouchPeer(node, int(port), folder)
        finally:
            server.kill()


def _installed() -> str:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise NoPeer("Node or npm is missing: packaging/setup-system.sh node installs them")
    BUILD.mkdir(parents=True, exist_ok=True)
    for script in SCRIPTS.iterdir():
        shutil.copy(script, BUILD)
    if not (BUILD / "node_modules" / "express-pouchdb").is_dir():
        quiet = ["--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"]
        done = subprocess.run(
            [npm, "install", *quiet], cwd=BUILD, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise NoPeer(f"npm could not install PouchDB: {done.stderr.strip()[-200:]}")
    return node
