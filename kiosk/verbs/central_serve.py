"""``kiosk central serve``: the platform as a process of its own, or as several."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import uvicorn

from kiosk.central.app import create_app
from kiosk.central.keys import UnusableKey
from kiosk.central.publishing import Published, regions_in
from kiosk.central.store import StoreUnusable
from kiosk.verbs.arguments import home_of
from kiosk.verbs.central_home import check_places, opened_store
from kiosk.verbs.central_publish import publish_regions
from kiosk.verbs.central_sweep import sweep_again
from kiosk.verbs.central_workers import Crew, end_with_parent
from kiosk.verbs.children import this_program
from kiosk.verbs.refusals import CommandRefused, WrongCommandLine

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

    from kiosk.central.metrics import Meter

COUNTED_IN: Final = "PROMETHEUS_MULTIPROC_DIR"
"""The variable by which prometheus_client knows where the workers of one platform meet."""
MOST_WORKERS: Final = 64
END_GRACE_S: Final = 5
"""How long a request that is being answered keeps a process from ending."""

log = logging.getLogger(__name__)


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted or terminated; the first line of output names the address."""
    home = home_of(args)
    if args.socket is not None:
        return _work(home, args.socket)
    if not 1 <= args.workers <= MOST_WORKERS:
        raise WrongCommandLine(f"--workers takes 1 to {MOST_WORKERS}.")
    check_places(home)
    serve = _serve_alone if args.workers == 1 else _serve_together
    with _listening(args.host, args.port) as listener, _publishing(home, args.publish_every):
        host, port = listener.getsockname()[:2]
        _say(f"serving {home} at http://{_in_url(host)}:{port}")
        serve(home, listener, args)
    return 0


def _serve_alone(home: Path, listener: socket.socket, args: argparse.Namespace) -> None:
    if args.metrics is None:
        _answer(home, listener)
        return
    meter = _meter()
    with _figures(args.metrics, meter.registry):
        _answer(home, listener, meter)


def _serve_together(home: Path, listener: socket.socket, args: argparse.Namespace) -> None:
    command = [*this_program(), "central", "serve", "--home", str(home)]
    command += ["--socket", str(listener.fileno())]
    if args.metrics is None:
        Crew(command, listener, args.workers, environment={COUNTED_IN: ""}).run()
        return
    from kiosk.central.metrics_listener import figures_in  # noqa: PLC0415

    with (
        TemporaryDirectory(prefix="jiuyejiao-") as folder,
        _figures(args.metrics, figures_in(Path(folder))),
    ):
        Crew(command, listener, args.workers, environment={COUNTED_IN: folder}).run()


def _work(home: Path, descriptor: int) -> int:
    end_with_parent()
    with socket.socket(fileno=descriptor) as listener:
        _answer(home, listener, _meter() if os.environ.get(COUNTED_IN) else None)
    return 0


def _answer(home: Path, listener: socket.socket, meter: Meter | None = None) -> None:
    config = uvicorn.Config(
        create_app(home, meter=meter),
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=END_GRACE_S,
    )
    uvicorn.Server(config).run(sockets=[listener])


def _meter() -> Meter:
    from kiosk.central.metrics import Meter  # noqa: PLC0415

    return Meter()


@contextmanager
def _figures(place: tuple[str, int], registry: CollectorRegistry) -> Iterator[None]:
    from kiosk.central.metrics_listener import metrics_at  # noqa: PLC0415

    host, port = place
    with ExitStack() as listening:
        try:
            port = listening.enter_context(metrics_at(host, port, registry))
        except OSError as error:
            raise CommandRefused(
                f"Port {port} on {host} cannot be had ({error.strerror}); name another with "
                "--metrics."
            ) from error
        _say(f"metrics at http://{_in_url(host)}:{port}/metrics")
        yield


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


@contextmanager
def _publishing(home: Path, minutes: int) -> Iterator[None]:
    """Publish every so many ``minutes``, so that nobody has to remember what expires."""
    ending = threading.Event()

    def work() -> None:
        try:
            while not ending.wait(minutes * 60):
                publish_again(home)
                sweep_again(home)
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
