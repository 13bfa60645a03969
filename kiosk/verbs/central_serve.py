"""``kiosk central serve``: the platform as a process of its own."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from kiosk.central.app import create_app
from kiosk.central.keys import UnusableKey
from kiosk.central.publishing import Published, regions_in
from kiosk.central.store import StoreUnusable
from kiosk.verbs.arguments import home_of
from kiosk.verbs.central_home import opened_store
from kiosk.verbs.central_publish import publish_regions
from kiosk.verbs.refusals import CommandRefused, WrongCommandLine

log = logging.getLogger(__name__)


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted or terminated; the first line of output names the address."""
    home = home_of(args)
    with _listening(args.host, args.port) as listener, _publishing(home, args.publish_every):
        host, port = listener.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        sys.stdout.write(f"serving {home} at http://{shown}:{port}\n")
        sys.stdout.flush()
        config = uvicorn.Config(
            create_app(home), log_level="warning", access_log=False, server_header=False
        )
        uvicorn.Server(config).run(sockets=[listener])
    return 0


@contextmanager
def _publishing(home: Path, minutes: int) -> Iterator[None]:
    """Publish every so many ``minutes``, so that nobody has to remember what expires."""
    ending = threading.Event()

    def work() -> None:
        try:
            while not ending.wait(minutes * 60):
                publish_again(home)
        finally:
            if not ending.is_set():  # a catalogue that nobody renews must not look well served
                os.kill(os.getpid(), signal.SIGTERM)

    thread = threading.Thread(target=work, name="publishing")
    if minutes > 0:
        thread.start()
    try:
        yield
    finally:
        ending.set()
        if minutes > 0:
            thread.join()


def publish_again(home: Path) -> None:
    """Publish every region that was published or imported; a fault is said and tried again."""
    try:
        with opened_store(home) as store:
            results = publish_regions(store, home, regions_in(store), None)
    except (CommandRefused, StoreUnusable, UnusableKey, OSError) as error:
        log.error("nothing was published: %s", error)
        return
    for result in results:
        if isinstance(result, Published):
            log.info("%s version %d", result.manifest.region, result.manifest.version)


def _listening(host: str, port: int) -> socket.socket:
    if not 0 <= port <= 65_535:
        raise WrongCommandLine(f"There is no port {port}; --port takes 0 to 65535.")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise CommandRefused(
            f"There is no address {host} to listen on: {error.strerror}."
        ) from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(2048)
    except OSError as error:
        listener.close()
        raise CommandRefused(
            f"Port {port} on {host} cannot be had ({error.strerror}); choose another with --port."
        ) from error
    return listener
