"""``python -m tests.soak [--minutes 120] [--seed 1] [--keep FOLDER]``: soak the window, print the figures.

Ends with 1 where something grew or was left behind. Linux only.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from .run import soak
from .verdict import courses, kinds_grown, left_behind, table


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=120.0)
    parser.add_argument("--seed", type=int, default=1, help="of the order of the chores and of the words")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="an empty folder that is kept; else a temporary one"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rundot-soak-") as name:
        folder = options.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        found = soak(folder, options.minutes, options.seed)
    for sentence in left_behind(found):
        print(sentence)
    if len(found.samples) < 3:
        return 1
    print(f"{len(found.samples)} rounds in {found.samples[-1].minute:.0f} minutes: {found.totals}")
    print(table(found))
    grew = [course.name for course in courses(found.samples) if not course.flat]
    if grew:
        print("more of these than early on:", *kinds_grown(found.samples), sep="\n  ")
    return 1 if grew or left_behind(found) else 0


if __name__ == "__main__":
    sys.exit(main())
