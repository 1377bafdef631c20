"""What can be typed after ``library``."""

import argparse
from datetime import date

from rundot_studio.domain import catalog
from rundot_studio.domain.picture_kind import PictureKind

from .board_arguments import add_boards
from .care_arguments import add_care
from .parsing import Parser, add_command, whole_number

IDS = "pictures' ids, or at least four digits of each"


def add_library(commands: "argparse._SubParsersAction[Parser]", shared: argparse.ArgumentParser) -> None:
    library = add_command(commands, "library", "look into the library, and keep it in order", parents=[shared])
    actions = library.add_subparsers(dest="action", metavar="ACTION", required=True, parser_class=Parser)
    listing = add_command(actions, "list", "the newest pictures, all or some", parents=[shared])
    _add_filters(listing)
    search = add_command(
        actions,
        "search",
        "pictures by the beginnings of words in prompt, avoid, tags and notes",
        parents=[shared],
        epilog='example: rundot-studio library search "dragon cave" --stars 4 --aspect 16:9',
    )
    search.add_argument("words", metavar="WORDS", nargs="+", help="every word must be found")
    _add_filters(search)
    show = add_command(actions, "show", "one picture with its recipe", parents=[shared])
    show.add_argument("picture", metavar="ID", help="a picture's id, or at least four digits of it")
    _add_marks(actions, shared)
    add_boards(actions, shared, IDS)
    _add_trash(actions, shared)
    add_care(actions, shared)


def _add_filters(command: Parser) -> None:
    command.add_argument("--limit", type=whole_number, default=50, help="how many (default: 50)")
    command.add_argument("--oldest-first", action="store_true", help="rather than the newest")
    group = command.add_argument_group("only pictures")
    kinds = tuple(kind.value for kind in PictureKind)
    group.add_argument("--kind", action="append", choices=kinds, default=[], help="of this kind; may be repeated")
    group.add_argument("--model", metavar="MODEL", help="that this model made")
    group.add_argument("--model-requested", metavar="MODEL", help="for which this model was asked")
    group.add_argument("--engine", metavar="TEXT", help="of this engine, in the words of the JSON form")
    origin = group.add_mutually_exclusive_group()
    origin.add_argument("--procedural", action="store_true", default=None, help="of the embedded engine")
    origin.add_argument("--hosted", action="store_false", dest="procedural", help="of a model")
    group.add_argument("--stars", type=whole_number, default=0, metavar="N", help="with at least so many stars")
    group.add_argument("--tag", action="append", default=[], metavar="TAG", help="with this tag; may be repeated")
    group.add_argument("--board", metavar="NAME", help="on this board")
    ratios = catalog.ASPECT_RATIO_NAMES
    group.add_argument("--aspect", metavar="RATIO", choices=ratios, help=f"of this ratio: {', '.join(ratios)}")
    group.add_argument("--seed", type=whole_number, help="made with this seed")
    group.add_argument("--since", type=_day, metavar="YYYY-MM-DD", help="made on this day or later")
    group.add_argument("--until", type=_day, metavar="YYYY-MM-DD", help="made on this day or earlier")
    alpha = group.add_mutually_exclusive_group()
    alpha.add_argument("--alpha", action="store_true", default=None, help="with transparency")
    alpha.add_argument("--no-alpha", action="store_false", dest="alpha", help="without")
    group.add_argument("--in-trash", action="store_true", help="in the trash, rather than those that are not")


def _add_marks(actions: "argparse._SubParsersAction[Parser]", shared: argparse.ArgumentParser) -> None:
    star = add_command(actions, "star", "give pictures stars", parents=[shared])
    star.add_argument("pictures", metavar="ID", nargs="+", help=IDS)
    star.add_argument("--stars", type=whole_number, required=True, metavar="N", help="1 to 5; 0 takes them away")
    tag = add_command(
        actions,
        "tag",
        "add tags to pictures, or take them away",
        parents=[shared],
        epilog='example: rundot-studio library tag a1b2c3d4e5 5e4d3c --add boss --add "level one" --remove wip',
    )
    tag.add_argument("pictures", metavar="ID", nargs="+", help=IDS)
    tag.add_argument("--add", action="append", default=[], metavar="TAG", help="may be repeated")
    tag.add_argument("--remove", action="append", default=[], metavar="TAG", help="may be repeated")
    note = add_command(actions, "note", "write a note to pictures", parents=[shared])
    note.add_argument("pictures", metavar="ID", nargs="+", help=IDS)
    note.add_argument("--text", required=True, help="replaces the note there is; an empty one takes it away")


def _add_trash(actions: "argparse._SubParsersAction[Parser]", shared: argparse.ArgumentParser) -> None:
    trash = add_command(actions, "trash", "delete pictures, and bring them back", parents=[shared])
    steps = trash.add_subparsers(dest="step", metavar="list|put|restore|empty", required=True, parser_class=Parser)
    listing = add_command(steps, "list", "what is in the trash", parents=[shared])
    listing.add_argument("--limit", type=whole_number, default=50, help="how many (default: 50)")
    put = add_command(steps, "put", "move pictures to the library's trash", parents=[shared])
    put.add_argument("pictures", metavar="ID", nargs="+", help=IDS)
    restore = add_command(steps, "restore", "bring pictures back to where they were", parents=[shared])
    restore.add_argument("pictures", metavar="ID", nargs="+", help=IDS)
    add_command(steps, "empty", "hand what is in the trash to the system's trash", parents=[shared])


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2026-11-22") from None
