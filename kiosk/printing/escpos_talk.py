"""Asking an ESC/POS printer how it is, over a link that may be dead."""

from __future__ import annotations

from typing import Final

from kiosk.printer_states import PRINTS, PrinterState
from kiosk.printing import escpos_words as words
from kiosk.printing.links import Link, silent
from kiosk.printing.patience import STANDING_SECONDS, Deadline, Patience
from kiosk.printing.port import Standing

_FURTHER_SECONDS: Final = 0.4
"""For a question that comes after one that was answered: not every printer knows all four."""
GOES_ON: Final = PRINTS - {PrinterState.BUSY}
"""States in which it takes the next piece of a sheet."""
_CAUSES: Final = (words.OFFLINE_CAUSE, words.ERROR_CAUSE, words.PAPER)


class Talk:
    """Questions and answers over ``link``; ``done`` once the printer answered GS r."""

    def __init__(self, link: Link, patience: Patience) -> None:
        self.done = False
        self._link = link
        self._patience = patience
        self._answers: list[int] = []

    def standing(self) -> Standing:
        """How the printer says it is; ``LinkDown`` where it says nothing."""
        whole = Deadline(STANDING_SECONDS)
        first = self._asked(words.PRINTER, min(self._patience.answer, whole.left))
        if first is None:
            raise silent("it does not say how it is")
        answers = {words.PRINTER: first}
        for question in _CAUSES:
            answer = self._asked(question, min(_FURTHER_SECONDS, whole.left))
            if answer is not None:
                answers[question] = answer
        return words.standing_of(answers)

    def still_prints(self, seconds: float) -> Standing:
        """How it is in the middle of a sheet; ``LinkDown`` if it has not said so in ``seconds``.

        An answer also means that all bytes before the question have arrived.
        """
        answer = self._asked(words.PRINTER, seconds)
        if answer is None:
            raise silent("it stopped listening")
        if not words.is_offline(answer):
            return Standing(PrinterState.READY)
        return self.standing()

    def recovers(self, standing: Standing) -> Standing:
        """How it is once it prints again, or when ``standing`` has lasted too long."""
        busy, fault = Deadline(self._patience.busy), Deadline(self._patience.fault)
        while standing.state not in GOES_ON:
            patience = busy if standing.state is PrinterState.BUSY else fault
            if patience.over:
                break
            self.listen(min(self._patience.look, patience.left))
            standing = self.still_prints(self._patience.answer)
        return standing

    def listen(self, seconds: float) -> None:
        """Take in what comes within ``seconds``, until something does."""
        for byte in self._link.receive(seconds):
            if words.is_answer(byte):
                self._answers.append(byte)
            elif words.is_done(byte):
                self.done = True

    def _asked(self, question: int, seconds: float) -> int | None:
        deadline = Deadline(seconds)
        self.listen(0.0)
        self._answers.clear()
        self._link.send(words.ask(question), seconds)
        while not self._answers and not deadline.over:
            self.listen(deadline.left)
        return self._answers[0] if self._answers else None
