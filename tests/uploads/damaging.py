"""Inspects one good file with many damages in a process of its own, bounded like the worker.

Run as ``python -m tests.uploads.damaging KIND COUNT``; prints how the files ended, as JSON. An
exception that the inspection does not foresee ends it with a traceback.
"""

from __future__ import annotations

import json
import sys
from collections import Counter

from kiosk.central.uploads.kinds import FileKind, kind_of
from kiosk.central.uploads.limits import confine
from kiosk.central.uploads.refusals import Unacceptable
from kiosk.central.uploads.worker import inspector_for
from tests.uploads import corpus

SECONDS = 90


def main(kind: FileKind, count: int) -> None:
    """Turn bits of, and cut off, the good file of ``kind``, ``count`` times each."""
    good = corpus.good()[kind]
    corpus_made = [corpus.flipped(good, seed) for seed in range(count)]
    corpus_made += [corpus.cut_off(good, seed) for seed in range(count)]
    confine(SECONDS)
    print(json.dumps(Counter(_end(content) for content in corpus_made)))  # noqa: T201


def _end(content: bytes) -> str:
    kind = kind_of(content)
    if kind is None:
        return "unknown"
    try:
        return inspector_for(kind)(content).kind
    except Unacceptable as refusal:
        return refusal.reason


if __name__ == "__main__":
    main(FileKind(sys.argv[1]), int(sys.argv[2]))
