"""Runs one bench in its own process, and writes what it told: ``python -m tests.bench.one NAME FILE [ARGUMENT]...``."""

import importlib
import json
import sys
from dataclasses import asdict
from pathlib import Path

from .table import ROWS


def main() -> None:
    name, file, *arguments = sys.argv[1:]
    sys.argv = [name, *arguments]
    importlib.import_module(f"tests.bench.{name}").main()
    Path(file).write_text(json.dumps([asdict(row) for row in ROWS]), encoding="utf-8")


if __name__ == "__main__":
    main()
