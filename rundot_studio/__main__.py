"""``rundot-studio`` and ``python -m rundot_studio``: the window without a command, the command line with one."""

import sys


def main() -> int:
    arguments = sys.argv[1:]
    if arguments in (["--version"], ["-V"]):  # answered before anything is imported
        from rundot_studio import __version__

        print(f"rundot-studio {__version__}")
        return 0
    from rundot_studio.cli.main import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
