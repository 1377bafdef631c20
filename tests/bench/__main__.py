"""All benches in one table: ``python -m tests.bench [--only WORD] [--list]``; under ten minutes.

Each runs in a process of its own, in a shorter form than by itself. One whose reference is not on this system says so.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from .table import Row, formatted

LIBRARY = "{library}"
"""Stands for a library of 100,000 pictures that several benches share."""
MOST_S = 240


@dataclass(frozen=True)
class Bench:
    """``needs`` are programs that the reference is, or is measured with."""

    name: str
    arguments: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


BENCHES = (
    Bench("starting", ("--runs", "8")),
    Bench("library_finding", ("--keep", LIBRARY)),
    Bench("first_paint", ("--keep", LIBRARY, "--rounds", "7")),
    Bench("gallery", ("--keep", LIBRARY, "--frames", "80")),
    Bench("gallery_jobs", ("--library", LIBRARY)),
    Bench("browsing", needs=("Xvfb", "openbox", "gthumb")),
    Bench("library_storing", ("--rounds", "15")),
    Bench("library_verify", ("--rounds", "3"), ("sha256sum",)),
    Bench("library_thumbnails", ("--rounds", "3")),
    Bench("in_process", ("--pictures", "20")),
    Bench("canvas", ("--frames", "40")),
    Bench("depth_views", ("--frames", "60")),
    Bench("packing", ("--sprites", "400"), ("npm", "node")),
    Bench("engine_tools", ("--sprites", "4"), ("apt-get", "npm")),
)


def rows_of(bench: Bench, library: Path, folder: Path) -> list[Row]:
    """Run it. One that fails or takes too long is a sentence, and no rows."""
    if missing := [program for program in bench.needs if shutil.which(program) is None]:
        print(f"left out: it needs {', '.join(missing)}")
        return []
    file = folder / f"{bench.name}.json"
    arguments = [argument.replace(LIBRARY, str(library)) for argument in bench.arguments]
    command = [sys.executable, "-m", "tests.bench.one", bench.name, str(file), *arguments]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=MOST_S, check=False)
    except subprocess.TimeoutExpired:
        print(f"left out: it took more than {MOST_S} s")
        return []
    if ended.returncode != 0 or not file.exists():
        print(f"failed: {ended.stderr.strip().splitlines()[-1:]}")
        return []
    return [Row(**row) for row in json.loads(file.read_text(encoding="utf-8"))]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", metavar="WORD", help="benches with this word in their names")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    wanted = [bench for bench in BENCHES if options.only in bench.name]
    if options.list:
        print("\n".join(bench.name for bench in wanted))
        return 0
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as name:
        for bench in wanted:
            print(f"{bench.name} ... ", end="", flush=True)
            start = time.perf_counter()
            found = rows_of(bench, Path(name) / "library", Path(name))
            rows += found
            if found:
                print(f"{time.perf_counter() - start:.0f} s", flush=True)
    print(f"\n{formatted(rows)}")
    return 1 if any(row.met is False for row in rows) or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
