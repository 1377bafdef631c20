"""export --preview: the sample game, with the pictures that were named, in the browser."""

import argparse
import threading
import webbrowser

from rundot_studio.domain.errors import OutputRefused
from rundot_studio.export.project import GameProject
from rundot_studio.export.spec import ExportSpec
from rundot_studio.studio.exports import Exports

from .report import print_json


def preview(
    exports: Exports,
    project: GameProject,
    pictures: list[str],
    spec: ExportSpec,
    options: argparse.Namespace,
    ended: threading.Event,
) -> int:
    """Serves until ``ended`` is set, which an interrupt does."""
    if not pictures:
        raise OutputRefused("There are no pictures to show.", "Name some, or use --files.")
    with exports.game(pictures, project, spec) as server:
        if options.json:
            print_json({"address": server.address})
        else:
            print(f"showing at {server.address}\nEnd with Ctrl+C.", flush=True)
        if options.browser:
            webbrowser.open(server.address)
        ended.wait()
    return 0
