"""What can be typed after ``library board``, and the lists of boards and tags."""

import argparse
from typing import TYPE_CHECKING

from .parsing import Parser, add_command, whole_number

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[Parser]

BOARD = "the board's name, or its id"


def add_boards(actions: "Commands", shared: argparse.ArgumentParser, ids: str) -> None:
    """``ids`` is how pictures are named."""
    add_command(actions, "tags", "all tags, and how many pictures have each", parents=[shared])
    add_command(actions, "boards", "all boards, and how many pictures are on each", parents=[shared])
    board = add_command(
        actions,
        "board",
        "make boards, and put pictures on them in an order of your own",
        parents=[shared],
        epilog='example: rundot-studio library board add "Level one" a1b2c3d4e5 5e4d3c',
    )
    steps = board.add_subparsers(
        dest="step",
        metavar="show|create|rename|delete|order|add|remove|move",
        required=True,
        parser_class=Parser,
    )
    show = _on_board(steps, shared, "show", "the pictures of a board, in its order")
    show.add_argument("--limit", type=whole_number, default=50, help="how many (default: 50)")
    create = add_command(steps, "create", "make a board", parents=[shared])
    create.add_argument("board", metavar="NAME")
    rename = _on_board(steps, shared, "rename", "give a board another name")
    rename.add_argument("name", metavar="NEW_NAME")
    _on_board(steps, shared, "delete", "delete a board; its pictures stay in the library")
    order = add_command(steps, "order", "put these boards first, in this order", parents=[shared])
    order.add_argument("boards", metavar="BOARD", nargs="+", help="boards' names, or their ids")
    for name, help_ in (
        ("add", "put pictures on a board, after those that are on it"),
        ("remove", "take pictures off a board; they stay in the library"),
        ("move", "move pictures on a board, to its end or before another"),
    ):
        step = _on_board(steps, shared, name, help_)
        step.add_argument("pictures", metavar="ID", nargs="+", help=ids)
        if name == "move":
            step.add_argument("--before", metavar="ID", help="the picture that they shall come before")


def _on_board(steps: "Commands", shared: argparse.ArgumentParser, name: str, help_: str) -> Parser:
    step = add_command(steps, name, help_, parents=[shared])
    step.add_argument("board", metavar="BOARD", help=BOARD)
    return step
