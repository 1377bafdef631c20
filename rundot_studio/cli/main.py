"""Entry of the command line: reads arguments, runs the command, turns whatever happens into an exit code."""

import os
import sys
from pathlib import Path

from rundot_studio.domain.errors import OutputRefused, Problem, RuleBroken, SpendingRefused, StudioError
from rundot_studio.domain.secret import redacted

from .arguments import Usage, parser

DONE, SOME_FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
ACCOUNT_COMMANDS = frozenset({"login", "logout", "whoami"})


def run(arguments: list[str]) -> int:
    """The exit code. Nothing heavy is imported before the arguments are known to be right."""
    wants_json = "--json" in arguments
    try:
        options = parser().parse_args(arguments)
        for name, value in _defaults(options.command).items():
            if not hasattr(options, name):
                setattr(options, name, value)
        if not hasattr(options, "library"):
            options.library = os.environ.get("RUNDOT_STUDIO_LIBRARY") or None
        options.library = Path(options.library).expanduser() if options.library else None
        if options.command is None:
            return _open_window(options.library, options.connection)
        return _run_command(options)
    except Usage as error:
        # Someone may have typed a key where none belongs.
        return _refuse(Problem("USAGE", redacted(str(error))), WRONG_USAGE, wants_json, error.usage)
    except (RuleBroken, OutputRefused, SpendingRefused) as error:
        from .report import with_flag

        return _refuse(with_flag(error), WRONG_USAGE, wants_json)
    except StudioError as error:
        return _refuse(error.problem, SOME_FAILED, wants_json)
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that the interpreter's flush is quiet
        return SOME_FAILED


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


def _open_window(library: Path | None, connection: str | None) -> int:
    if sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        raise Usage("there is no display to open the window on; name a command (see rundot-studio --help)")
    import importlib

    # The one door to Qt: by name, so that no command drags it in.
    app = importlib.import_module("rundot_studio.ui.app")
    exit_code: int = app.run_window(library, connection)
    return exit_code


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
