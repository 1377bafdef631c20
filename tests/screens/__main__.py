"""Render the screens: ``python -m tests.screens [--out FOLDER] [--only WORD] [--look 1440-dark-en] [--list]``.

``QT_SCALE_FACTOR=1.5`` or ``2`` before it renders as on fine screens.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from rundot_studio.ui.session.event_loop import StudioLoop

from . import opened_scenes, scenes  # noqa: F401 - they register themselves
from .rendering import prepare, render
from .scene import SCENES


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("screens"))
    parser.add_argument("--library", type=Path, help="keep the pictures here for the next time")
    parser.add_argument("--only", default="", help="scenes with this word in their names")
    parser.add_argument("--look", default="", help="looks with this word in their names, such as 1024 or light")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    wanted = [each for each in SCENES if options.only in each.name]
    if options.list:
        print("\n".join(each.name for each in wanted))
        return 0
    options.out.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("rundot-studio")
    app.setQuitOnLastWindowClosed(False)

    async def all_of_them(library: Path) -> int:
        failed = 0
        if any(each.library == "full" for each in wanted):
            await prepare(library)
        for each in wanted:
            for look in each.looks:
                if options.look not in look.suffix:
                    continue
                try:
                    print(await render(app, each, look, library, options.out), flush=True)
                except (TimeoutError, AssertionError, KeyError, AttributeError) as error:
                    failed += 1
                    print(f"{each.name} {look.suffix}: {error!r}", file=sys.stderr, flush=True)
        return failed

    with tempfile.TemporaryDirectory() as temporary:
        os.environ["XDG_CONFIG_HOME"] = temporary  # the screens show nobody's own settings and projects
        library = options.library or Path(temporary) / "library"
        with asyncio.Runner(loop_factory=lambda: StudioLoop(app)) as runner:
            failed = runner.run(all_of_them(library))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
