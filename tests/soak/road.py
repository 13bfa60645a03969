"""The network's side of a schedule: faults that wait for the exchange that they are for."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from tests.faults.chaos_proxy import ChaosProxy
from tests.faults.faults import (
    Corrupt,
    CutDown,
    CutUp,
    Duplicate,
    Fault,
    Garbage,
    LoseAnswer,
    Pass,
    Refuse,
    Replace,
    Reset,
    WrongLength,
    broken,
)
from tests.soak.city import City
from tests.soak.desk import Desk
from tests.soak.tally import Tally

PATHS: Final = {
    "manifest": "/v1/regions/",
    "blob": "/v1/blobs/",
    "submission": "/v1/submissions/",
}
_AFTERWARDS: Final = (CutDown, LoseAnswer, Corrupt, WrongLength, Duplicate)
"""Faults that strike when the platform has already done what it was asked."""
_HARMLESS: Final = ("duplicate", "replay", "swap_blob", "refuse_later")


class Road:
    """``struck`` tells what has happened to the exchanges since it was asked last."""

    def __init__(self, proxy: ChaosProxy, city: City, desk: Desk, tally: Tally) -> None:
        self.offline_now = False
        self.blobs: set[str] = set()
        self._proxy = proxy
        self._city = city
        self._tally = tally
        self._names: dict[int, tuple[str, Fault]] = {}
        self._looked_at = len(proxy.seen)
        self._desk = desk

    def cut_up(self, on: str, at: int) -> None:
        """Only a part of the request goes up."""
        self._arm("cut_up", on, CutUp(at))

    def cut_down(self, on: str, at: int, torn: int) -> None:
        """Only a part of the answer comes down."""
        self._arm("cut_down", on, CutDown(at, bool(torn)))

    def lose_answer(self, on: str) -> None:
        """The platform does it, and nobody hears of it."""
        self._arm("lose_answer", on, LoseAnswer())

    def duplicate(self, on: str) -> None:
        """The request goes up twice."""
        self._arm("duplicate", on, Duplicate())

    def corrupt(self, on: str, at: int) -> None:
        """A bit turns on the way down."""
        self._arm("corrupt", on, Corrupt(at))

    def garble(self, on: str) -> None:
        """Noise instead of an answer."""
        self._arm("garble", on, Garbage())

    def wrong_length(self, on: str, by: int) -> None:
        """The answer has another length than it says."""
        self._arm("wrong_length", on, WrongLength(by))

    def reset(self, on: str) -> None:
        """The connection is torn down before the request goes up."""
        self._arm("reset", on, Reset())

    def refuse_later(self, on: str) -> None:
        """The platform, or somebody in its stead, is in trouble."""
        self._arm("refuse_later", on, broken(503, "1"))

    def replay(self, which: int) -> None:
        """Somebody brings a manifest that stood once."""
        json = (("Content-Type", "application/json"),)
        answer = Replace(200, self._city.an_old_manifest(which), json)
        self._arm("replay", "manifest", answer)

    def swap_blob(self, which: int) -> None:
        """Somebody brings another blob than the one asked for."""
        gzip = (("Content-Type", "application/gzip"),)
        answer = Replace(200, self._city.another_blob(which), gzip)
        self._arm("swap_blob", "blob", answer)

    def odd_receipt(self, at: int) -> None:
        """A true receipt for another submission, or for other bytes."""
        record_id = self._desk.next_id() if at % 2 else str(UUID(int=at))
        json = (("Content-Type", "application/json"),)
        answer = Replace(201, self._city.a_receipt(record_id), json)
        self._arm("odd_receipt", "submission", answer)

    def spoil_sending(self, by: str, at: int) -> None:
        """One of these for what is sent next."""
        match by:
            case "cut_up" | "corrupt":
                getattr(self, by)("submission", at)
            case "cut_down":
                self.cut_down("submission", at, at % 2)
            case "wrong_length":
                self.wrong_length("submission", at % 2 or -1)
            case "odd_receipt":
                self.odd_receipt(at)
            case _:
                getattr(self, by)("submission")

    def offline(self) -> None:
        """Nobody is there any more."""
        self._proxy.always(Refuse())
        self.offline_now = True

    def online(self) -> None:
        """There is a way again; what waits for an exchange still waits."""
        self._proxy.always(Pass())
        self.offline_now = False

    def heal(self) -> None:
        """Nothing happens to anybody any more."""
        self._proxy.heal()
        self.offline_now = False

    def struck(self, *, failed: bool) -> bool:
        """Whether a fault befell what came by; ``failed`` says that its outcome was a failure.

        Afterwards ``blobs`` are the names of those that were asked for.
        """
        news = self._proxy.seen[self._looked_at :]
        asked = [seen.target for seen in news if seen.target.startswith(PATHS["blob"])]
        self.blobs = {target.rpartition("/")[2] for target in asked}
        self._looked_at += len(news)
        befallen = False
        for seen in news:
            if isinstance(seen.fault, Pass):
                continue
            befallen = True
            name, _ = self._names.get(id(seen.fault), ("?", seen.fault))
            if failed or name in _HARMLESS:
                self._tally.hit(name, _phase(seen.target, seen.fault))
        return befallen

    def _arm(self, name: str, on: str, fault: Fault) -> None:
        self._names[id(fault)] = (name, fault)  # kept, or another would get its id
        self._proxy.next(fault, on=PATHS[on])


def _phase(target: str, fault: Fault) -> str:
    if target.startswith(PATHS["submission"]):
        return "receipt" if isinstance(fault, _AFTERWARDS) else "sending"
    return "manifest" if target.startswith(PATHS["manifest"]) else "blob"
