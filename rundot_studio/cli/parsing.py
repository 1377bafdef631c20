"""How what is typed is parsed: errors as exceptions, numbers, and the look of every command."""

import argparse
from typing import NoReturn


class Parser(argparse.ArgumentParser):
    """Raises Usage rather than leaving the program, so that --json can answer in JSON too."""

    def error(self, message: str) -> NoReturn:
        raise Usage(message, self.format_usage())


class Usage(Exception):
    def __init__(self, message: str, usage: str = "") -> None:
        super().__init__(message)
        self.usage = usage


def add_command(commands: "argparse._SubParsersAction[Parser]", name: str, help_: str, **more: object) -> Parser:
    more.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
    return commands.add_parser(name, help=help_, description=help_[0].upper() + help_[1:] + ".", **more)  # type: ignore[arg-type]


def whole_number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number") from None


def number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None
