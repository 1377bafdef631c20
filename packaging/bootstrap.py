"""Sets up Rundot Studio on a fresh machine and starts it: ``run``, ``test`` or ``check``.

Whatever Python is at hand reads this file, so it keeps to what Python 2.7 and later can parse: an old one then says
what it lacks. The work is in ``bootstrapping/``, written for Python 3.11 and later with the standard library alone.
"""

import os
import sys

OLDEST_PYTHON = (3, 11)


def complaint_about(version):
    """What to tell the owner of a Python of this ``version`` (a tuple), or an empty string when it will do."""
    if tuple(version[:2]) >= OLDEST_PYTHON:
        return ""
    return (
        "Rundot Studio needs Python %d.%d or newer; this is Python %d.%d (%s).\n"
        "Install a newer one (https://www.python.org/downloads, or your system's packages) and run it by its name,\n"
        "for example: python3.12 packaging/bootstrap.py run\n"
    ) % (OLDEST_PYTHON + (version[0], version[1], sys.executable))


def main():
    complaint = complaint_about(sys.version_info)
    if complaint:
        sys.stderr.write(complaint)
        return 2
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    from bootstrapping.commands import main as start

    return start(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
