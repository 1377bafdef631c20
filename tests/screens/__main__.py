"""Render the screens: ``python -m tests.screens [--out FOLDER] [--only WORD] [--look 1440-dark-en] [--list]``.

``--guide`` renders the pictures of the user guide and the README instead, where these look for them.

``QT_SCALE_FACTOR=1.5`` or ``2`` before it renders as on fine screens.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from rundot_studio.ui.session.event_loop import StudioLoop

from . import crash_scenes, opened_scenes, scenes, tour_scenes  # noqa: F401 - they register themselves
from .guide import FOLDER, GUIDE_PICTURES, GuidePicture, render_for_guide
from .rendering import prepare, render, settings_in
from .scene import SCENES, Scene


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--library", type=Path, help="keep the pictures here for the next time")
    parser.add_argument("--only", default="", help="scenes with this word in their names")
    parser.add_argument("--look", default="", help="looks with this word in their names, such as 1024 or light")
    parser.add_argument("--guide", action="store_true", help="the pictures of the guide and the README")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    every: Sequence[Scene | GuidePicture] = GUIDE_PICTURES if options.guide else SCENES
    wanted = [each for each in every if options.only in each.name]
    if options.list:
        print("\n".join(each.name for each in wanted))
        return 0
    target = options.out or (FOLDER if options.guide else Path("screens"))
    target.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("rundot-studio")
    app.setQuitOnLastWindowClosed(False)

    async def one(each: Scene | GuidePicture, library: Path) -> AsyncIterator[Path]:
        if isinstance(each, GuidePicture):
            for language in each.languages:
                yield await render_for_guide(app, each, language, library, target)
            return
        for look in each.looks:
            if options.look in look.suffix:
                yield await render(app, each, look, library, target)

    async def all_of_them(library: Path) -> int:
        failed = 0
        if any(isinstance(each, GuidePicture) or each.library == "full" for each in wanted):
            await prepare(library)
        for each in wanted:
            try:
                async for file in one(each, library):
                    print(file, flush=True)
            except (TimeoutError, AssertionError, KeyError, AttributeError) as error:
                failed += 1
                print(f"{each.name}: {error!r}", file=sys.stderr, flush=True)
        return failed

    with tempfile.TemporaryDirectory() as temporary:
        settings_in(temporary)
        library = options.library or Path(temporary) / "library"
        with asyncio.Runner(loop_factory=lambda: StudioLoop(app)) as runner:
            failed = runner.run(all_of_them(library))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
