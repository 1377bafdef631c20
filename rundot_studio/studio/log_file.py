"""The program's log: one file with a cap, beside the last ones, and never a secret in it."""

import logging
import logging.handlers
from pathlib import Path

from platformdirs import user_log_path

from rundot_studio.domain.secret import redacted

FILE_NAME = "rundot-studio.log"
LARGEST = 1_000_000
"""Bytes of one file; with the older ones the log never takes more than three times that."""
OLDER = 2
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class RedactingFormatter(logging.Formatter):
    """Writes what happened, with its traceback, without anything that has the shape of a key or a token."""

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


def log_folder() -> Path:
    return user_log_path("rundot-studio", appauthor=False)


def open_log(folder: Path | None = None) -> logging.Handler | None:
    """Write warnings and worse of the whole program, and what we tell ourselves, into the log file.

    Blocking for a moment. None where the folder can't be written: a program without a log is better than none.
    Remove the handler from the root logger and close it at the end.
    """
    target = (folder or log_folder()) / FILE_NAME
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(target, maxBytes=LARGEST, backupCount=OLDER, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(RedactingFormatter(_FORMAT))
    handler.setLevel(logging.INFO)
    logging.getLogger().addHandler(handler)
    logging.getLogger("rundot_studio").setLevel(logging.INFO)
    return handler


def close_log(handler: logging.Handler | None) -> None:
    if handler is not None:
        logging.getLogger().removeHandler(handler)
        handler.close()


def read_log(folder: Path | None = None, most: int = 200_000) -> str:
    """The newest part of the log, at most ``most`` bytes, redacted once more; empty where there is none. Blocking."""
    target = (folder or log_folder()) / FILE_NAME
    try:
        with target.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - most))
            content = file.read(most)
    except OSError:
        return ""
    text = content.decode("utf-8", "replace")
    if size > most:
        text = text.partition("\n")[2]  # the first line is cut
    return redacted(text)
