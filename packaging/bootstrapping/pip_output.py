"""What pip prints, put into fewer words."""

import re
import sys
import time

from .reporting import say

_SILENCE_S = 15.0
_COLLECTING = re.compile(r"\s*Collecting (?P<name>[\w.-]+)")
_LAST_LINES = 12

_REASONS = (
    (
        r"name resolution|NameResolutionError|getaddrinfo failed|nodename nor servname|Network is unreachable"
        r"|NewConnectionError|Failed to establish a new connection|ConnectTimeout|Connection refused|No route to host",
        "The Python packages could not be fetched: there is no way to the package index from here.\n"
        "Look at the network (and at HTTPS_PROXY, if this place needs a proxy), then run the same command again.",
    ),
    (
        r"ProxyError|Tunnel connection failed|407 Proxy",
        "The Python packages could not be fetched: the proxy named by HTTPS_PROXY refuses or does not answer.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLError",
        "The Python packages could not be fetched: the certificate of the package index is not trusted here.\n"
        "If this place looks into encrypted traffic, name its certificate in PIP_CERT and run the same command again.",
    ),
    (r"ReadTimeout|Read timed out|IncompleteRead|ConnectionReset|Connection broken",
        "The network broke off while Python packages were fetched. Run the same command again."),
    (r"No space left on device|Errno 28", "The disk is full: the program and what it needs take about 1 GB."),
    (r"Permission denied|Errno 13|Read-only file system", "pip may not write into .venv."),
    (
        r"No matching distribution found|Could not find a version that satisfies",
        "A package that the program needs is not to be had for this Python and system.",
    ),
)  # fmt: skip


def reason_of_failure(printed: str) -> str:
    """Why pip gave up, in a sentence, and its own last words below it: one line where the cause is known."""
    lines = [line.strip() for line in printed.splitlines() if line.strip()]
    for pattern, reason in _REASONS:
        if re.search(pattern, printed):
            errors = [line for line in lines if line.startswith("ERROR")]
            return "\n".join((reason, *_quoted(errors[-1:])))
    return "\n".join(("pip could not install what the program needs:", *_quoted(lines[-_LAST_LINES:])))


def _quoted(lines: list[str]) -> list[str]:
    return [f"  | {line}" for line in lines]


class Progress:
    """Keeps one line up to date on a terminal; elsewhere gives a sign of life now and then."""

    def __init__(self) -> None:
        self._on_terminal = sys.stdout.isatty()
        self._last_said = time.monotonic()
        self._width = 0
        self._fetched = 0

    def hear(self, line: str) -> None:
        """Takes one line of pip's output."""
        found = _COLLECTING.match(line)
        if found:
            self._fetched += 1
            self._show(f"  {self._fetched} packages, now {found['name']}")
        elif line.startswith("Installing collected packages"):
            self._show(f"  unpacking {line.count(',') + 1} packages")

    def close(self) -> None:
        """Takes the line away."""
        if self._width:
            print("\r" + " " * self._width + "\r", end="", flush=True)
            self._width = 0

    def _show(self, text: str) -> None:
        if self._on_terminal:
            print("\r" + text.ljust(self._width), end="", flush=True)
            self._width = max(self._width, len(text))
        elif time.monotonic() - self._last_said > _SILENCE_S:
            self._last_said = time.monotonic()
            say(text)
