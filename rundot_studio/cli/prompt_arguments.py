"""What can be typed of prompts: expanding, ``matrix``, ``styles`` and ``wildcards``."""

import argparse
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from .parsing import Parser, add_command

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[Parser]

MATRIX_HELP = """\
axes:
  prompt            every option of the prompt's first {a|b} or __wildcard__; prompt=2 is the second
  model=a,b         models
  seed=1,2,3        seeds; 1-4 is 1, 2, 3 and 4
  style=a,b,none    styles, over those of --style
  shape=1:1,16:9    aspect ratios

example: rundot-studio matrix "a {red|blue} knight" --x prompt --y seed=1-4 --out knights.png

Each cell is a picture of the library, all of them are on a board, and the contact sheet is a picture too."""


def add_expanding(command: Parser) -> None:
    add_style(command)
    command.add_argument(
        "--expand",
        choices=("all", "random", "none"),
        default="all",
        help="of a prompt with alternatives: all combinations (default), one by chance for each picture, or the words "
        "as they are",
    )


def add_style(command: Parser) -> None:
    command.add_argument(
        "--style",
        action="append",
        default=[],
        metavar="STYLE",
        help="set the prompt into a style; several are applied in order (see styles list)",
    )


def add_prompting(
    commands: "Commands", shared: argparse.ArgumentParser, making: Sequence[Callable[[Parser], None]]
) -> None:
    """``making`` add the options that ``matrix`` shares with ``generate``."""
    matrix = add_command(
        commands,
        "matrix",
        "make pictures of one prompt with two things varied, and a contact sheet of them",
        parents=[shared],
        epilog=MATRIX_HELP,
    )
    matrix.add_argument("prompt", metavar="PROMPT", help="what the pictures show")
    matrix.add_argument("--x", required=True, metavar="AXIS", help="the columns, such as model=a,b (see below)")
    matrix.add_argument("--y", metavar="AXIS", help="the rows; without them there is one")
    matrix.add_argument("--name", default="", help="of the board and the sheet (default: the prompt)")
    add_style(matrix)
    for add in making:
        add(matrix)

    styles = add_command(commands, "styles", "the styles that prompts can be set into")
    actions = styles.add_subparsers(dest="action", metavar="ACTION", required=True, parser_class=Parser)
    add_command(actions, "list", "all styles, built-in and own", parents=[shared])
    show = add_command(actions, "show", "what a style makes of a prompt", parents=[shared])
    show.add_argument("style", metavar="STYLE", help="an id or a name")

    wildcards = add_command(
        commands,
        "wildcards",
        "the lists that __names__ in prompts stand for",
        epilog="Own lists are text files in the library's folder wildcards, one option a line.",
    )
    actions = wildcards.add_subparsers(dest="action", metavar="ACTION", required=True, parser_class=Parser)
    add_command(actions, "list", "all lists, with the number of their options", parents=[shared])
