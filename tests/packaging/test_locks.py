"""The locked libraries: what ``pyproject.toml`` asks for, in one version each, and each with its hashes.

After a change of ``pyproject.toml`` they are made anew by::

    uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \\
        pyproject.toml --extra serve -o packaging/locks/program.lock
    uv pip compile (the same options) packaging/locks/build.in -o packaging/locks/build.lock
    uv pip compile (the same options) packaging/locks/audit.in -o packaging/locks/audit.lock
"""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ROOT / "packaging" / "locks"


def locked(name: str) -> dict[Requirement, list[str]]:
    """Each entry of a lock with its hashes."""
    joined = (LOCKS / name).read_text(encoding="utf-8").replace("\\\n", " ")
    found = {}
    for line in joined.splitlines():
        requirement, *hashes = re.split(r"\s+--hash=", line.strip())
        if requirement and not requirement.startswith("#"):
            found[Requirement(requirement)] = hashes
    return found


def wanted() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["serve"]]
    lines = [line for name in ("build.in", "audit.in") for line in (LOCKS / name).read_text("utf-8").splitlines()]
    return [Requirement(line) for line in [*declared, *lines] if not line.startswith("#")]


@pytest.mark.parametrize("python", ["3.11", "3.13"])
def test_every_library_that_is_asked_for_is_locked_at_a_version_that_will_do(python: str) -> None:
    environment = {**default_environment(), "python_version": python, "python_full_version": f"{python}.0"}
    entries = [*locked("program.lock"), *locked("build.lock"), *locked("audit.lock")]
    for requirement in wanted():
        if requirement.marker and not requirement.marker.evaluate(environment):
            continue
        name = canonicalize_name(requirement.name)
        versions = {
            str(entry.specifier).removeprefix("==")
            for entry in entries
            if canonicalize_name(entry.name) == name and (not entry.marker or entry.marker.evaluate(environment))
        }
        assert len(versions) == 1, f"{requirement}: locked at {versions or 'nothing'}"
        assert requirement.specifier.contains(versions.pop(), prereleases=True), requirement


@pytest.mark.parametrize("name", ["program.lock", "build.lock", "audit.lock"])
def test_every_locked_library_has_hashes_and_one_version(name: str) -> None:
    for entry, hashes in locked(name).items():
        assert hashes, entry
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for each in hashes), entry
        assert str(entry.specifier).startswith("=="), entry


def test_locks_name_no_place_to_fetch_from() -> None:
    for lock in LOCKS.glob("*.lock"):
        assert "://" not in lock.read_text(encoding="utf-8")
