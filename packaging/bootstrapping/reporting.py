"""What the person at the terminal reads. Plain ASCII: a Windows console may know nothing else."""

import sys


class SetupFailed(Exception):
    """Set-up cannot go on. The message says what is wrong and what to do about it, in whole sentences."""


def say(message: str) -> None:
    """One line of progress, at once, on standard output."""
    print(message, flush=True)


def warn(message: str) -> None:
    """One message on standard error."""
    print(message, file=sys.stderr, flush=True)
