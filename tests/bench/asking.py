"""Asks a server as fast as it answers, from a process that does nothing else.

Run by P11 as ``python -m tests.bench.asking PORT CONNECTIONS WARM FILE``: the requests in FILE,
each as it goes over the wire after its length in four bytes; WARM of them before the clock starts.
Prints one line of JSON: ``seconds``, ``latencies`` in seconds, ``statuses`` by code.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

HOST = "127.0.0.1"
_LENGTH = b"content-length:"


@dataclass(frozen=True, slots=True)
class Answered:
    """What asking came to: seconds in all and of each answer, and how often each status came."""

    seconds: float
    latencies: Sequence[float] = field(repr=False)
    statuses: Mapping[str, int]

    @property
    def rate(self) -> float:
        """Answers in a second."""
        return len(self.latencies) / self.seconds

    def within(self, share: float) -> float:
        """Milliseconds within which this ``share`` of the answers came."""
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def ask(
    port: int, requests: Iterable[bytes], folder: Path, connections: int, warm: int
) -> Answered:
    """Send ``requests`` over so many ``connections``, each waiting for its answer."""
    path = folder / "requests.bin"
    path.write_bytes(b"".join(len(one).to_bytes(4, "big") + one for one in requests))
    command = [sys.executable, "-m", "tests.bench.asking", str(port), str(connections), str(warm)]
    done = subprocess.run([*command, str(path)], stdout=subprocess.PIPE, check=True)
    return Answered(**json.loads(done.stdout))


async def _main(port: int, connections: int, warm: int, path: Path) -> None:
    requests = list(_read(path.read_bytes()))
    ways = [await asyncio.open_connection(HOST, port) for _ in range(connections)]
    await _all(ways, requests[:warm])
    began = time.perf_counter()
    answers = await _all(ways, requests[warm:])
    seconds = time.perf_counter() - began
    for _, writer in ways:
        writer.close()
    told = {
        "seconds": seconds,
        "latencies": [took for took, _ in answers],
        "statuses": Counter(status for _, status in answers),
    }
    sys.stdout.write(json.dumps(told) + "\n")


def _read(raw: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(raw):
        end = at + 4 + int.from_bytes(raw[at : at + 4], "big")
        yield raw[at + 4 : end]
        at = end


async def _all(
    ways: Sequence[tuple[asyncio.StreamReader, asyncio.StreamWriter]], requests: Sequence[bytes]
) -> list[tuple[float, str]]:
    waiting, answers = iter(requests), []

    async def work(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for request in waiting:
            began = time.perf_counter()
            writer.write(request)
            status = await _status(reader)
            answers.append((time.perf_counter() - began, status))

    await asyncio.gather(*(work(*way) for way in ways))
    return answers


async def _status(reader: asyncio.StreamReader) -> str:
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    lengths = [int(line.removeprefix(_LENGTH)) for line in lines if line.startswith(_LENGTH)]
    status = lines[0].split()[1].decode()
    if lengths and status != "304":
        await reader.readexactly(lengths[0])
    return status


if __name__ == "__main__":
    _port, _connections, _warm = map(int, sys.argv[1:4])
    asyncio.run(_main(_port, _connections, _warm, Path(sys.argv[4])))
