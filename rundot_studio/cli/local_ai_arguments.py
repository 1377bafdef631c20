"""What can be typed to put local AI on this computer: ``local-ai`` and its actions."""

import argparse
from typing import TYPE_CHECKING

from .parsing import Parser, add_command, number, whole_number

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[Parser]

EXAMPLES = """\
examples:
  rundot-studio local-ai list
  rundot-studio local-ai fetch birefnet-lite
  rundot-studio local-ai add ~/Downloads/my-matting.onnx --as birefnet-heavy
  rundot-studio local-ai use-folder ~/models/my-turbo --steps 2 --guidance 0
  rundot-studio generate "a brave knight" --model local-my-turbo

The engine needs none of this. Running it takes: pip install "rundot-studio[ai]"
RUNDOT_STUDIO_LOCAL_AI names another folder for the weights.
"""


def add_local_ai(commands: "Commands", shared: argparse.ArgumentParser) -> None:
    local_ai = add_command(
        commands,
        "local-ai",
        "optional AI on this computer: what there is, fetch, add, remove",
        parents=[shared],
        epilog=EXAMPLES,
    )
    actions = local_ai.add_subparsers(dest="action", metavar="ACTION", required=True, parser_class=Parser)
    add_command(actions, "list", "what is installed and on, and what can be fetched", parents=[shared])
    show = add_command(actions, "show", "one of them: size, licence, source, hash", parents=[shared])
    show.add_argument("name", metavar="ID")
    fetch = add_command(
        actions,
        "fetch",
        "download weights of the list, after saying how large they are and under which licence",
        parents=[shared],
        epilog="An interrupted download goes on from where it stopped.",
    )
    fetch.add_argument("name", metavar="ID")
    fetch.add_argument("--yes", action="store_true", help="do not ask; the licence is still printed")
    add = add_command(actions, "add", "copy an ONNX file of your own", parents=[shared])
    add.add_argument("file", metavar="FILE.onnx")
    add.add_argument(
        "--as",
        dest="role",
        metavar="ROLE",
        help="what it answers: bria, birefnet-light, birefnet-heavy, birefnet-portrait, upscale, or one of the "
        "upscaling models; a file of the list is recognised without",
    )
    add.add_argument(
        "--family",
        choices=("rmbg-2", "rmbg-1.4", "birefnet", "upscaler"),
        help="how it was trained, where it is not what the role says",
    )
    folder = add_command(
        actions,
        "use-folder",
        "take a diffusers folder of your own where it lies: pictures from words, or Marigold depth",
        parents=[shared],
        epilog="Only safetensors are read; nothing in the folder is run and nothing is fetched for it.",
    )
    folder.add_argument("folder", metavar="DIR")
    folder.add_argument("--steps", type=whole_number, help="of a picture, 1 to 100 (default: 25; 4 for a turbo model)")
    folder.add_argument(
        "--guidance", type=number, help="0 to 30 (default: 7; 0 for a turbo model, which then ignores --negative)"
    )
    for action, help_ in (
        ("on", "let it answer again"),
        ("off", "let the engine's own algorithm answer again; the file stays"),
        ("remove", "delete weights; a folder of your own is only forgotten"),
    ):
        add_command(actions, action, help_, parents=[shared]).add_argument("name", metavar="ID")
