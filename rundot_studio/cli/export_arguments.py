"""What can be typed to export pictures into a game."""

import argparse
from typing import TYPE_CHECKING

from .parsing import Parser, add_command, number, whole_number

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[Parser]

TARGETS = ("godot", "unity", "phaser", "pixi", "aseprite", "texturepacker", "css", "grid", "png", "webp")
EPILOG = """\
examples:
  rundot-studio export a1b2c3d4e5 5e4d3c --to godot --atlas --out mygame/art
  rundot-studio export --files walk_0.png walk_1.png --to pixi --scale 1,2 --out mygame/public/assets
  rundot-studio export --files sprites/ --to unity --atlas --padding 4 --out mygame/Assets/Art --dry-run
  rundot-studio export --undo --out mygame
  rundot-studio export --update --project mygame --dry-run
  rundot-studio export --files sprites/ --preview

A file that somebody else changed since the last export is not replaced without --force.
Pixel art is the @1x of a set; any other picture is the largest of the set and is scaled down for the others.
"""


def add_export(commands: "Commands", shared: argparse.ArgumentParser) -> None:
    export = add_command(commands, "export", "write pictures into a game project", parents=[shared], epilog=EPILOG)
    export.add_argument("pictures", metavar="ID", nargs="*", help="pictures' ids, or at least four digits of each")
    export.add_argument(
        "--files", nargs="+", default=[], metavar="PATH", help="files, or folders of them, that are in no library"
    )
    export.add_argument("--to", choices=TARGETS, help="what it is for (default: what the project in DIR is made with)")
    export.add_argument("--out", metavar="DIR", help="a folder, or a game's project")
    export.add_argument("--force", action="store_true", help="also replace files that somebody else made or changed")
    export.add_argument("--dry-run", action="store_true", help="say what would be written, and write nothing")
    export.add_argument("--undo", action="store_true", help="take the last export into this project back")
    export.add_argument("--fix", action="store_true", help="mend what the checks find, where there is a usual way")
    _add_update(export)
    _add_preview(export)
    _add_sheet(export)
    _add_pictures(export)


def _add_update(export: Parser) -> None:
    update = export.add_argument_group("updates")
    update.add_argument(
        "--update",
        action="store_true",
        help="write exported pictures anew where a newer one (ID, OLD=NEW or FRAME=NEW), a starred one made from it, "
        "or a changed file takes their place",
    )
    update.add_argument("--project", metavar="DIR", help="the project to update (default: all that are known)")
    update.add_argument(
        "--conflicts",
        choices=("keep", "beside"),
        help="leave files that somebody else changed as they are, or write the new one beside; --force replaces them",
    )


def _add_preview(export: Parser) -> None:
    preview = export.add_argument_group("preview")
    preview.add_argument("--preview", action="store_true", help="show the sprites moving in a small game")
    preview.add_argument(
        "--browser", action=argparse.BooleanOptionalAction, default=True, help="open it (default) or tell the address"
    )


def _add_sheet(export: Parser) -> None:
    sheet = export.add_argument_group("sheets")
    sheet.add_argument("--atlas", action="store_true", help="pack all pictures into one sheet")
    sheet.add_argument("--name", help="the sheet's name (default: the folder's)")
    sheet.add_argument("--padding", type=whole_number, metavar="N", help="pixels between frames (default: 2)")
    sheet.add_argument("--extrude", type=whole_number, metavar="N", help="repeat each frame's edge so many pixels out")
    sheet.add_argument("--max-size", type=whole_number, metavar="N", help="longest side of a page (default: 2048)")
    sheet.add_argument("--power-of-two", action="store_true", help="pages, or pictures, of 256, 512, 1024 ...")
    sheet.add_argument("--square", action="store_true", help="square pages")
    sheet.add_argument(
        "--rotate", action="store_true", help="frames may lie on their side; not for Godot, Unity, Phaser and CSS"
    )
    sheet.add_argument("--array", action="store_true", help="TexturePacker's JSON as an array")
    sheet.add_argument("--frame-time", type=whole_number, metavar="MS", help="of animations (default: 100)")
    sheet.add_argument("--once", action="store_true", help="animations run once rather than for ever")


def _add_pictures(export: Parser) -> None:
    pictures = export.add_argument_group("pictures")
    pictures.add_argument(
        "--trim",
        action=argparse.BooleanOptionalAction,
        help="cut clear edges off and remember where the frame was (default: in sheets)",
    )
    pictures.add_argument("--scale", type=_scales, metavar="1,2", help="a set of @1x, @2x and so on")
    pictures.add_argument("--size", type=whole_number, metavar="N", help="longer side of each picture")
    pictures.add_argument("--template", help="names, such as {project}_{name}_{seed} (default: {name})")
    pictures.add_argument("--pixel-art", action="store_true", help="never blend pixels")
    pictures.add_argument("--snap", action="store_true", help="make one pixel of each block of fake pixel art")
    pictures.add_argument("--palette", metavar="FILE", help="reduce to the colours of a .gpl, .hex or .pal file")
    pictures.add_argument("--colors", type=whole_number, metavar="N", help="one palette of N colours for all pictures")
    pictures.add_argument("--dither", choices=("none", "ordered"), default="none", help="with --palette and --colors")
    pictures.add_argument("--outline", metavar="RRGGBB", help="a line of one pixel around each picture")
    pictures.add_argument("--quality", type=whole_number, default=100, metavar="N", help="of WebP; 100 is lossless")
    pictures.add_argument("--lit", action="store_true", help="take normal and depth maps along, in sheets of their own")
    pictures.add_argument("--sidecar", action=argparse.BooleanOptionalAction, default=True, help="JSON with the origin")
    pictures.add_argument("--strip", action="store_true", help="leave recipes out of the files, and no sidecars")


def _scales(text: str) -> tuple[float, ...]:
    return tuple(number(part.strip().removesuffix("x").removeprefix("@")) for part in text.split(","))
