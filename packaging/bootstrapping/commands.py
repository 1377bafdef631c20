"""The commands ``run``, ``test``, ``check``, ``package`` and ``audit``."""

import io
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from .child_process import become, environment_for_python, started
from .counted_pytest import read_counts
from .display import has_display
from .environment import Environment, prepare
from .package_environment import prepare_for_audit, prepare_for_packages
from .reporting import SetupFailed, say, warn
from .system_packages import CHECKERS, COMPILER, DEBIAN, EMULATOR, FONT, QT, TEST_SCREEN, X11, how_to_get, provide

ROOT = Path(__file__).resolve().parent.parent.parent
_HERE = Path(__file__).resolve().parent
_INTERRUPTED = 130

_USAGE = """python3 packaging/bootstrap.py COMMAND

Sets up Rundot Studio in .venv beside pyproject.toml, then:

  run                open the window; without a display, make a set of sprites in studio-demo/
  test [ARGUMENT]... run every test; arguments go to pytest
  check              format, lint, types and layers, then every test (documents and locks among them);
                     arguments go to pytest
  package [KIND]...  make packages in dist/: bundle (default), deb, flatpak, wheel
  audit              ask whether anything is known against the locked libraries: ends with 0 when nothing is,
                     1 when something is, 3 when no service could be asked"""

_CHECKS = (
    ("format", ("ruff", "format", "--check", ".")),
    ("lint", ("ruff", "check", ".")),
    ("types", ("mypy",)),
    ("layers", ("lint-imports",)),
)


def main(arguments: Sequence[str]) -> int:
    """Runs the command that ``arguments`` name and returns its exit code.

    130 on Ctrl+C, 1 when set-up fails, 2 when the command is not one of ours.
    """
    commands = {"run": run, "test": test, "check": check, "package": package, "audit": audit}
    if not arguments or arguments[0] in ("-h", "--help"):
        print(_USAGE)
        return 0 if arguments else 2
    if arguments[0] not in commands:
        warn(f"There is no command {arguments[0]!r}.\n\n{_USAGE}")
        return 2
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # what others print may be more than this console can show
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return commands[arguments[0]](arguments[1:])
    except KeyboardInterrupt:
        warn("\nStopped.")
        return _INTERRUPTED
    except SetupFailed as failure:
        warn(f"\n{failure}")
        return 1


def run(arguments: Sequence[str]) -> int:
    """Opens the window; where there is no display, does the main job without one."""
    if arguments:
        warn(f"run takes no arguments, and was given: {' '.join(arguments)}")
        return 2
    environment = prepare(ROOT, frozenset({"serve"}))
    lacking = provide([*QT, *X11, *FONT])
    child_environment = environment_for_python(os.environ)
    if not has_display(os.environ):
        say("No display here: making a set of sprites in studio-demo/ instead of opening the window")
        return become(
            [environment.python, "-m", "rundot_studio", "demo", "--out", "studio-demo"], ROOT, child_environment
        )
    needed = [need for need in lacking if need in QT or (need in X11 and "WAYLAND_DISPLAY" not in os.environ)]
    if needed:
        raise SetupFailed(f"The window cannot open without some system libraries. Get them\n  {how_to_get(needed)}")
    say("Opening the window")
    return become([environment.program("rundot-studio")], ROOT, child_environment)


def test(arguments: Sequence[str]) -> int:
    """Runs every test; the last line is one of counts."""
    environment = _prepare_for_tests(arguments)
    return _pytest(environment, arguments)


def check(arguments: Sequence[str]) -> int:
    """Format, lint, types, layers, tests: goes on after a failure, so that all of them are seen."""
    environment = _prepare_for_tests(arguments)
    failed = []
    for name, (program, *options) in _CHECKS:
        say(f"{name}:")
        with started([environment.program(program), *options], ROOT, environment_for_python(os.environ)) as process:
            pass
        if process.returncode != 0:
            failed.append(name)
    if failed:
        warn(f"did not pass: {', '.join(failed)}")
    return _pytest(environment, arguments) or int(bool(failed))


def package(arguments: Sequence[str]) -> int:
    """Makes packages from the locked libraries alone; the work is in ``packaging/shipping``."""
    debian = DEBIAN if "deb" in arguments else ()
    lacking = provide([*QT, *X11, *COMPILER, *debian])  # a bundle brings what it finds of the libraries
    if lacking:
        raise SetupFailed(f"Packages cannot be made without some system packages. Get them\n  {how_to_get(lacking)}")
    return _shipping(prepare_for_packages(ROOT), "shipping", arguments)


def audit(arguments: Sequence[str]) -> int:
    """Asks about known faults of the locked libraries; the work is in ``packaging/shipping/audit.py``."""
    return _shipping(prepare_for_audit(ROOT), "shipping.audit", arguments)


def _shipping(environment: Environment, module: str, arguments: Sequence[str]) -> int:
    variables = environment_for_python(os.environ)
    variables["PYTHONPATH"] = str(ROOT / "packaging")
    with started([environment.python, "-P", "-m", module, *arguments], ROOT, variables) as process:
        pass
    return process.returncode


def _prepare_for_tests(arguments: Sequence[str]) -> Environment:
    environment = prepare(ROOT, frozenset({"dev", "serve"}))
    for_long = (*EMULATOR, *COMPILER, *DEBIAN, *CHECKERS) if "--long" in arguments else ()
    lacking = provide([*QT, *X11, *FONT, *TEST_SCREEN, *for_long])
    if lacking:
        warn(f"Some tests need more than this system has. Get it\n  {how_to_get(lacking)}")
    return environment


def _pytest(environment: Environment, arguments: Sequence[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="rundot-tests-") as folder:
        record = Path(folder) / "record"
        record.touch()
        command: list[str | Path] = [environment.python, _HERE / "counted_pytest.py", record, *arguments]
        interrupted = False
        try:
            with started(command, ROOT, environment_for_python(os.environ)) as process:
                pass
        except KeyboardInterrupt:
            interrupted = True
        counts = read_counts(record, stopped=interrupted)
    code = process.returncode
    if interrupted:
        warn("Stopped.")
        code = _INTERRUPTED
    elif code < 0:
        warn(f"The tests were ended by signal {-code}.")
        code = 1
    elif counts.total == 0:
        warn("Not one test was run.")
        code = code or 1
    say(counts.line)
    return code or int(counts.failed > 0)
