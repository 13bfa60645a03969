"""Where Prometheus reads: a listener of its own, so that no proxy shows figures to the world."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector


def figures_in(folder: Path) -> CollectorRegistry:
    """What all workers together have written into ``folder``, also those that have ended."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry, str(folder))  # type: ignore[no-untyped-call]
    return registry


@contextmanager
def metrics_at(host: str, port: int, registry: CollectorRegistry) -> Iterator[int]:
    """Answer at ``host`` while this is entered; gives the port, ``OSError`` where there is none."""
    server, thread = start_http_server(port, host, registry)
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
