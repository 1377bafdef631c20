"""How fast commands start, against ``python -c pass`` by the same interpreter, turn by turn.

python -m tests.bench.starting [--runs 25]
"""

import argparse
import statistics
import subprocess
import sys
import time

from .table import tell

REFERENCE = [sys.executable, "-c", "pass"]
COMMANDS = {
    "rundot-studio --version": ([sys.executable, "-m", "rundot_studio", "--version"], "<= 2"),
    "rundot-studio --help": ([sys.executable, "-m", "rundot_studio", "--help"], ""),
}


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=25)
    runs = parser.parse_args().runs
    print(f"{'what':<26} {'ours ms':>8} {'python ms':>10} {'ratio':>6}   goal")
    for name, (command, goal) in COMMANDS.items():
        seconds(command), seconds(REFERENCE)
        pairs = [(seconds(command), seconds(REFERENCE)) for _ in range(runs)]
        ours, bare = (statistics.median(column) * 1000 for column in zip(*pairs, strict=True))
        ratio = statistics.median(a / b for a, b in pairs)
        print(f"{name:<26} {ours:8.1f} {bare:10.1f} {ratio:6.2f}   {goal}")
        tell(name, ours, "ms", reference=f"python -c pass, {bare:.0f} ms", ratio=ratio, goal=goal)


if __name__ == "__main__":
    main()
