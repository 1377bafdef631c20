"""Where the frozen program starts: as the window, as the command line, or as a worker of the engine."""

import os
import sys


def main() -> int:
    _give_back_library_path()
    _replace_missing_streams()
    if sys.argv[1:2] == ["--engine-worker"]:
        from rundot_studio.engine.worker import main as work

        work()
        return 0
    from rundot_studio.__main__ import main as start

    return start()


def _give_back_library_path() -> None:
    """Programs we start (a browser, the folder's window) must load the system's libraries, not ours.

    The loader has read the variable already; PyInstaller keeps what it was before.
    """
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before
    else:
        os.environ.pop("LD_LIBRARY_PATH", None)


def _replace_missing_streams() -> None:
    """A program without a console has no standard streams on Windows, and what prints must not fail."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123


if __name__ == "__main__":
    sys.exit(main())
