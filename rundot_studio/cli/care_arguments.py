"""What can be typed to look after a library and its jobs: ``jobs``, and ``library verify`` and its like."""

import argparse
from typing import TYPE_CHECKING

from .parsing import Parser, add_command, whole_number

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[Parser]


def add_care(actions: "Commands", shared: argparse.ArgumentParser) -> None:
    """The actions of ``library`` that keep it whole."""
    verify = add_command(
        actions,
        "verify",
        "compare every file with what was written, and name what is missing, changed or unknown",
        parents=[shared],
        epilog="Deletes nothing. Exits with 1 where something is missing or changed.",
    )
    verify.add_argument("--threads", type=whole_number, metavar="N", help="default: one for each processor")
    add_command(
        actions,
        "rebuild",
        "make the database anew from the files",
        parents=[shared],
        epilog="For a database that is damaged or was deleted. Close the window first. The old database is kept.",
    )
    importing = add_command(
        actions,
        "import",
        "copy picture files and whole folders into the library, with their recipes",
        parents=[shared],
        epilog="Reads recipes of A1111, SwarmUI, Fooocus, InvokeAI, ComfyUI, Stability Matrix and of this program. "
        "Pictures that are in the library already are left out.",
    )
    importing.add_argument("paths", metavar="FILE_OR_DIR", nargs="+")
    add_command(
        actions,
        "rescue",
        "fetch pictures that were made and did not get here, before their links end",
        parents=[shared],
    )
    backup = add_command(
        actions,
        "backup",
        "write the whole library to one ZIP file",
        parents=[shared],
        epilog="example: rundot-studio library backup /mnt/disk/library.zip",
    )
    backup.add_argument("file", metavar="FILE.zip")
    backup.add_argument("--force", action="store_true", help="replace a file")
    restore = add_command(
        actions,
        "restore",
        "unpack a backup into a new folder",
        parents=[shared],
        epilog="example: rundot-studio library restore library.zip --library ~/restored",
    )
    restore.add_argument("file", metavar="FILE.zip")


def add_jobs(commands: "Commands", shared: argparse.ArgumentParser) -> None:
    jobs = add_command(commands, "jobs", "what was ordered and is not stored", parents=[shared])
    actions = jobs.add_subparsers(dest="action", metavar="list|resume|forget", required=True, parser_class=Parser)
    add_command(actions, "list", "all jobs that are neither stored nor cancelled", parents=[shared])
    resume = add_command(
        actions,
        "resume",
        "send what was never sent, and fetch what was answered",
        parents=[shared],
        epilog="Jobs that may have been billed are only sent again if they are named.",
    )
    resume.add_argument("jobs", metavar="ID", nargs="*", help="jobs' ids, or at least four digits (default: all)")
    forget = add_command(
        actions,
        "forget",
        "strike jobs from the list",
        parents=[shared],
        epilog="Without ids, those that ended and whose picture can't be fetched any more.",
    )
    forget.add_argument("jobs", metavar="ID", nargs="*", help="jobs' ids, or at least four digits")
