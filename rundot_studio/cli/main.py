"""Entry of the command line: reads arguments, runs the command, turns whatever happens into an exit code."""

import contextlib
import os
import sys
from pathlib import Path

from rundot_studio.domain.errors import OutputRefused, Problem, RuleBroken, SpendingRefused, StudioError
from rundot_studio.domain.secret import redacted

from .arguments import Usage, parser
from .standard_output import NotedOutput, OutputLost

DONE, SOME_FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
ACCOUNT_COMMANDS = frozenset({"login", "logout", "whoami"})
PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".gif")


def run(arguments: list[str]) -> int:
    """The exit code. Nothing heavy is imported before the arguments are known to be right."""
    output = NotedOutput(sys.stdout)
    try:
        with contextlib.redirect_stdout(output):
            code = _run(arguments, output)
            output.flush()
        return code
    except BrokenPipeError:
        output.give_up()
    except OutputLost as error:
        print(f"rundot-studio: {error.message}", file=sys.stderr)
        output.give_up()
    return SOME_FAILED


def _run(arguments: list[str], output: NotedOutput) -> int:
    wants_json = "--json" in arguments
    try:
        pictures = _pictures(arguments)
        options = parser().parse_args([] if pictures else arguments)
        for name, value in _defaults(options.command).items():
            if not hasattr(options, name):
                setattr(options, name, value)
        if not hasattr(options, "library"):
            options.library = os.environ.get("RUNDOT_STUDIO_LIBRARY") or None
        if options.library == "":
            raise Usage("--library has no folder in it")
        options.library = Path(options.library).expanduser() if options.library else None
        if options.command is None:
            return _open_window(options.library, options.connection, pictures)
        return _run_command(options)
    except Usage as error:
        # Someone may have typed a key where none belongs.
        return _refuse(Problem("USAGE", redacted(str(error))), WRONG_USAGE, wants_json, error.usage)
    except (RuleBroken, OutputRefused, SpendingRefused) as error:
        from .report import with_flag

        return _refuse(with_flag(error), WRONG_USAGE, wants_json)
    except OutputLost:
        raise
    except StudioError as error:
        return _refuse(error.problem, SOME_FAILED, wants_json)
    except KeyboardInterrupt:
        # A command that got far enough has told what was made; there is one document, never two.
        return _refuse(Problem("INTERRUPTED", "Interrupted."), INTERRUPTED, wants_json and not output.used)


def _pictures(arguments: list[str]) -> list[Path]:
    """The pictures that a desktop opens the program with: nothing else is in its command then. No command ends so."""
    files = [Path(argument) for argument in arguments]
    if all(file.suffix.lower() in PICTURE_ENDINGS and file.is_file() for file in files):
        return [file.absolute() for file in files]
    return []


def _defaults(command: str | None) -> dict[str, object]:
    """The embedded engine makes pictures unless told otherwise; an account is one of the hosted service.

    The window without a connection takes the one that was chosen in it last.
    """
    usual = "run" if command in ACCOUNT_COMMANDS else "embedded"
    return {"connection": usual if command else None, "json": False}


def _run_command(options: "object") -> int:
    import asyncio

    from . import commands

    commands.prepare(options)  # type: ignore[arg-type]
    return asyncio.run(commands.run(options))  # type: ignore[arg-type]


def _open_window(library: Path | None, connection: str | None, pictures: list[Path]) -> int:
    if sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        raise Usage("there is no display to open the window on; name a command (see rundot-studio --help)")
    import importlib
    import signal

    # Until the window is made, which listens itself, nothing is open; and an exception would be lost within Qt.
    signal.signal(signal.SIGTERM, lambda *_what: os._exit(0))
    # The one door to Qt: by name, so that no command drags it in.
    try:
        app = importlib.import_module("rundot_studio.ui.app")
    except ImportError as error:
        raise _cannot_show(error) from error
    exit_code: int = app.run_window(library, connection, pictures)
    return exit_code


def _cannot_show(error: ImportError) -> StudioError:
    """Qt or one of the system's libraries that it needs is missing: there is a report, if nobody to show it to."""
    from datetime import UTC, datetime

    from rundot_studio.studio.crash_files import write_report
    from rundot_studio.studio.crash_report import Circumstances, failure_of, report_text, without_home

    now = datetime.now(UTC)
    file = write_report(report_text(failure_of(error), now, Circumstances().lines()), now)
    hint = f"A crash report is in {without_home(str(file))}; it stays on this machine." if file is not None else ""
    return StudioError(f"The window can't be shown, since a part of the program is missing: {error}", hint)


def _refuse(problem: Problem, code: int, wants_json: bool, usage: str = "") -> int:
    if wants_json:
        from .report import print_json, problem_json

        print_json({"pictures": [], "failed": [problem_json(problem)]})
    if usage:
        print(usage.strip(), file=sys.stderr)
    print(f"rundot-studio: {problem.message}", file=sys.stderr)
    if problem.hint:
        print(f"  {problem.hint}", file=sys.stderr)
    return code
