"""``kiosk central serve``: the platform as a process of its own."""

from __future__ import annotations

import argparse
import socket
import sys

import uvicorn

from kiosk.central.app import create_app
from kiosk.verbs.arguments import home_of
from kiosk.verbs.refusals import CommandRefused, WrongCommandLine


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted or terminated; the first line of output names the address."""
    home = home_of(args)
    with _listening(args.host, args.port) as listener:
        host, port = listener.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        sys.stdout.write(f"serving {home} at http://{shown}:{port}\n")
        sys.stdout.flush()
        config = uvicorn.Config(
            create_app(home), log_level="warning", access_log=False, server_header=False
        )
        uvicorn.Server(config).run(sockets=[listener])
    return 0


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
