"""``python -m shipping.audit``, where pip-audit is installed: is anything known against the locked libraries?

Ends with 0 when services know every library and nothing against any, 1 when something is known against one, and 3 when
no service could be asked about all of them. pip-audit itself is content when a service knows none of the libraries, or
answers nothing to everything; so each service is first asked about a fault that has been known for long.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from .version import ROOT

CLEAN, FOUND, NOT_ASKED = 0, 1, 3
LOCKS = tuple(ROOT / "packaging" / "locks" / f"{name}.lock" for name in ("program", "build", "audit"))
SERVICES = ("pypi", "osv", "esms")
PROBE = "pillow==9.0.0\n"
"""Of January 2022, with faults that every service has listed since."""
_QUIET = ("--format=json", "--desc=off", "--progress-spinner=off", "--timeout=15", "--disable-pip")
_LONGEST_REASON = 200


@dataclass(frozen=True)
class Answer:
    """Of one service about one list: the libraries it ``knows``, and what is known against them, by name."""

    knows: frozenset[str]
    faults: dict[str, list[str]] = field(default_factory=dict)


Ask = Callable[[str, str], Answer | str]
"""A service's name and a list of requirements; a sentence where there was no answer."""


def lists(lock: str) -> list[str]:
    """The lock's text for every system and Python at once: markers are taken off, and a library that is locked in two
    versions for two Pythons goes into two lists."""
    found: list[dict[str, str]] = []
    for entry in re.split(r"\n(?=\w)", lock.strip()):
        name = re.split(r"[=\s]", entry)[0]
        text = re.sub(r" ;[^\\\n]*", " ", entry, count=1)
        place = next((each for each in found if name not in each), None)
        if place is None:
            place = {}
            found.append(place)
        place[name] = text
    return ["\n".join(each.values()) + "\n" for each in found]


def ask_pip_audit(service: str, requirements: str, osv_url: str = "") -> Answer | str:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "requirements.txt"
        file.write_text(requirements, encoding="utf-8")
        kind = "--require-hashes" if "--hash=" in requirements else "--no-deps"
        where = [f"--osv-url={osv_url}"] if osv_url else []
        command = [
            sys.executable,
            "-m",
            "pip_audit",
            "-r",
            str(file),
            f"--vulnerability-service={service}",
            *where,
            kind,
            *_QUIET,
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return answer_of(json.loads(done.stdout))
    except (ValueError, KeyError, TypeError):
        lines = done.stderr.strip().splitlines() or ["it said nothing"]
        return lines[-1][:_LONGEST_REASON]  # of many lines of traceback


def answer_of(report: dict[str, list[dict[str, object]]]) -> Answer:
    """``report`` is pip-audit's. Libraries that the service does not know have a reason, and no version."""
    knows, faults = set(), {}
    for each in report["dependencies"]:
        if "version" not in each:
            continue
        name = str(each["name"])
        knows.add(name)
        against = each["vulns"]
        assert isinstance(against, list)
        if against:
            faults[name] = [_told(name, str(each["version"]), fault) for fault in against]
    return Answer(frozenset(knows), faults)


def _told(name: str, version: str, fault: dict[str, list[str]]) -> str:
    mended = ", ".join(fault["fix_versions"]) or "no version yet"
    return f"{name} {version}: {', '.join([str(fault['id']), *fault['aliases']])}; mended in {mended}"


def audit(locks: Iterable[Path], ask: Ask, say: Callable[[str], None] = print) -> int:
    """Asks one service after the other until all libraries of ``locks`` are known; gives the exit code."""
    asked = [text for lock in locks for text in lists(lock.read_text(encoding="utf-8"))]
    open_names = {name for text in asked for name in re.findall(r"^[\w.-]+", text, re.MULTILINE)}
    count = len(open_names)
    faults: set[str] = set()
    for service in SERVICES:
        probe = ask(service, PROBE)
        if isinstance(probe, str):
            say(f"{service}: no answer ({probe})")
        elif not probe.faults:
            say(f"{service}: it does not know even what has been known for years, so it is not believed")
        else:
            answers = [answer for answer in (ask(service, text) for text in asked) if isinstance(answer, Answer)]
            if len(answers) == len(asked):
                open_names -= frozenset[str]().union(*(answer.knows for answer in answers))
            faults |= {told for answer in answers for each in answer.faults.values() for told in each}
            say(f"{service}: asked")
        if not open_names:
            break
    for told in sorted(faults):
        say(told)
    if faults:
        return FOUND
    if open_names:
        say(
            f"No service could be asked about {len(open_names)} of {count} libraries: nothing is known of them, good or"
        )
        say("bad. Ask again from where the network reaches one.")
        return NOT_ASKED
    say(f"Nothing is known against any of {count} libraries.")
    return CLEAN


def main() -> int:
    parser = argparse.ArgumentParser(prog="bootstrap.py audit", description=__doc__)
    parser.add_argument(
        "--osv-url", default="", help="another service that speaks OSV's protocol; then it alone counts"
    )
    parser.add_argument("locks", nargs="*", type=Path, help="default: those of the repository")
    options = parser.parse_args()

    def ask(service: str, requirements: str) -> Answer | str:
        if options.osv_url and service != "osv":
            return "not asked"
        return ask_pip_audit(service, requirements, options.osv_url)

    return audit(options.locks or LOCKS, ask)


if __name__ == "__main__":
    sys.exit(main())
