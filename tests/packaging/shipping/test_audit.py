"""The audit of the locked libraries: clean, found and not asked are three answers, and the last is never the first."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from shipping.audit import CLEAN, FOUND, LOCKS, NOT_ASKED, PROBE, Answer, Ask, answer_of, audit, lists

ROOT = Path(__file__).resolve().parents[3]
BAD = ("pillow", "9.0.0")
BAD_LOCK = f"{BAD[0]}=={BAD[1]} \\\n    --hash=sha256:{'1' * 64}\n"
GOOD_LOCK = f"pillow==13.0.0 \\\n    --hash=sha256:{'2' * 64}\n"


def names(text: str) -> list[str]:
    return [line.partition("==")[0] for line in text.splitlines() if "==" in line]


def service(knows: set[str], bad: set[str], *, called: str = "osv") -> Ask:
    """One that is called so, and knows what it knows; the others give no answer."""

    def ask(name: str, text: str) -> Answer | str:
        if name != called:
            return "no network"
        asked = [line.split()[0] for line in text.splitlines() if "==" in line]
        told = {each.partition("==")[0]: [f"{each}: known"] for each in asked if each in bad}
        return Answer(frozenset(set(names(text)) & knows), told)

    return ask


def run(tmp_path: Path, text: str, ask: Ask) -> tuple[int, str]:
    lock = tmp_path / "some.lock"
    lock.write_text(text, encoding="utf-8")
    said: list[str] = []
    return audit([lock], ask, said.append), "\n".join(said)


def test_clean_found_and_not_asked_are_told_apart(tmp_path: Path) -> None:
    asked = service({"pillow"}, {PROBE.strip()})
    assert run(tmp_path, GOOD_LOCK, asked) == (
        CLEAN,
        "pypi: no answer (no network)\nosv: asked\nNothing is known against any of 1 libraries.",
    )
    code, said = run(tmp_path, BAD_LOCK, asked)
    assert (code, said.splitlines()[-1]) == (FOUND, "pillow==9.0.0: known")
    code, said = run(tmp_path, GOOD_LOCK, lambda name, text: "no network")
    assert code == NOT_ASKED
    assert "1 of 1 libraries" in said


def test_a_service_that_finds_nothing_in_what_is_known_for_years_is_not_believed(tmp_path: Path) -> None:
    code, said = run(tmp_path, BAD_LOCK, service({"pillow"}, set()))
    assert code == NOT_ASKED
    assert "osv: it does not know even what has been known for years" in said


def test_libraries_that_no_service_knows_are_not_called_clean(tmp_path: Path) -> None:
    code, said = run(tmp_path, GOOD_LOCK + GOOD_LOCK.replace("pillow", "numpy"), service({"pillow"}, {PROBE.strip()}))
    assert code == NOT_ASKED
    assert "1 of 2 libraries" in said


def test_every_locked_version_is_asked_about_whatever_system_it_is_for() -> None:
    for lock in LOCKS:
        text = lock.read_text(encoding="utf-8")
        asked = lists(text)
        for part in asked:
            assert ";" not in part
            assert len(names(part)) == len(set(names(part)))
        entries = [line.partition(" ")[0] for part in asked for line in part.splitlines() if "==" in line]
        assert sorted(entries) == sorted(line.split()[0] for line in text.splitlines() if "==" in line)
        assert all(Requirement(entry).specifier for entry in entries)
        assert "".join(asked).count("--hash=") == text.count("--hash=")


def test_what_pip_audit_left_out_is_not_known() -> None:
    fault = {"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["2.1"]}
    known = {"name": "a", "version": "1.0", "vulns": []}
    bad = {"name": "b", "version": "2.0", "vulns": [fault]}
    report: dict[str, list[dict[str, object]]] = {
        "dependencies": [known, bad, {"name": "c", "skip_reason": "Dependency not found on PyPI"}]
    }
    told = {"b": ["b 2.0: PYSEC-1, CVE-1; mended in 2.1"]}
    assert answer_of(report) == Answer(frozenset({"a", "b"}), told)


class StandIn(BaseHTTPRequestHandler):
    """A service that speaks OSV's protocol and knows of one fault."""

    def do_POST(self) -> None:
        query = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        name = query["package"]["name"]
        events = [{"introduced": "0"}, {"fixed": "9.0.1"}]
        affected = {"package": query["package"], "ranges": [{"type": "ECOSYSTEM", "events": events}]}
        fault = {"id": "PYSEC-2022-168", "aliases": ["CVE-2022-24303"], "affected": [affected]}
        body = json.dumps({"vulns": [fault]} if (name, query["version"]) == BAD else {}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def stand_in() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1/query"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.slow
def test_the_command_asks_about_all_locks_and_fails_for_a_bad_one(
    tmp_path: Path, environment_before: dict[str, str]
) -> None:
    """With pip-audit itself, against a service of the test's own. Needs the network for pip-audit."""
    bad = tmp_path / "bad.lock"
    bad.write_text(BAD_LOCK, encoding="utf-8")
    command = [sys.executable, ROOT / "packaging" / "bootstrap.py", "audit"]
    with stand_in() as url:
        ended = [
            subprocess.run([*command, "--osv-url", url, *locks], env=environment_before, capture_output=True, text=True)
            for locks in ([], [bad])
        ]
    assert ended[0].returncode == CLEAN, ended[0].stdout + ended[0].stderr
    assert "Nothing is known against any of" in ended[0].stdout
    assert ended[1].returncode == FOUND, ended[1].stdout + ended[1].stderr
    assert "pillow 9.0.0: PYSEC-2022-168, CVE-2022-24303; mended in 9.0.1" in ended[1].stdout
    gone = subprocess.run([*command, "--osv-url", url, bad], env=environment_before, capture_output=True, text=True)
    assert gone.returncode == NOT_ASKED, gone.stdout + gone.stderr
