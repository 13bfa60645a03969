"""The one way in which a verb says no."""

from __future__ import annotations


class CommandRefused(Exception):
    """One sentence for the person at the keyboard: what is wrong and what to do about it."""

    exit_code = 1


class WrongCommandLine(CommandRefused):
    """The arguments themselves make no sense."""

    exit_code = 2
