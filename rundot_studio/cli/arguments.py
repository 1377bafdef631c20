"""What can be typed. Values are only read here; the protocol's schema decides what is allowed."""

import argparse

from rundot_studio import __version__
from rundot_studio.domain import catalog
from rundot_studio.engine.faults import HELP as FAULTS_HELP

from .care_arguments import add_jobs
from .export_arguments import add_export
from .library_arguments import add_library
from .local_ai_arguments import add_local_ai
from .parsing import Parser, add_command, number, whole_number
from .parsing import Usage as Usage
from .prompt_arguments import add_expanding, add_prompting
from .relief_arguments import add_relief

EXAMPLES = """\
examples:
  rundot-studio                                                open the window
  rundot-studio knight.png                                     open it, and take this picture in
  rundot-studio generate "a brave knight, pixel art" --seed 7 --out knight.png
  rundot-studio generate "a {b}forest{b} at dawn" --aspect 16:9 --count 4 --out backdrops/
  rundot-studio generate "a green slime" --remove-background --json
  rundot-studio generate "{red|blue} knight with a __weapon__" --style pixel-art --expand random --count 8
  rundot-studio matrix "a {red|blue} knight" --x prompt --y seed=1-4 --out knights.png
  rundot-studio remove-background knight.png --model birefnet --variant heavy --out knight-cut.png
  rundot-studio upscale a1b2c3d4e5 --factor 4 --model low-resolution-v2
  rundot-studio depth a1b2c3d4e5 --out depth.png
  rundot-studio reproduce a1b2c3d4e5
  rundot-studio library list --limit 20 --stars 4
  rundot-studio library search "dragon cave" --aspect 16:9
  rundot-studio library tag a1b2c3d4e5 --add boss
  rundot-studio library import ~/Pictures/sprites
  rundot-studio library backup library.zip
  rundot-studio jobs list
  rundot-studio export a1b2c3d4e5 5e4d3c2b1a --to godot --atlas --out mygame/art
  rundot-studio relief a1b2c3d4e5 --to normal --out knight-normal.png
  rundot-studio collect --connection run
  rundot-studio serve --port 3000
  rundot-studio login < key.txt
""".replace("{b}", "")

SERVE_EXAMPLES = """\
examples:
  rundot-studio serve --port 3000
  rundot-studio serve --allow-origin http://localhost:5173        a game's pages may call it
  rundot-studio serve --host 0.0.0.0 --token a-long-secret        for the other machines of the studio
  rundot-studio serve --require-sign-in --credits 100 --faults "seed=7,generate:429=2@3,download:truncate%20"
"""

EXIT_CODES = "exit codes: 0 done, 1 some pictures failed, 2 wrong usage, 130 interrupted"


def parser() -> Parser:
    """The whole command line."""
    shared = _shared()
    top = Parser(
        prog="rundot-studio",
        description="The art studio for game artists. Without a command it opens the window.",
        epilog=f"{EXAMPLES}\n{EXIT_CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[shared],
    )
    top.add_argument("-V", "--version", action="version", version=f"rundot-studio {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    _add_generate(commands, shared)
    add_prompting(commands, shared, [_add_making, _add_level, _add_spending, _add_out])
    _add_tools(commands, shared)
    add_library(commands, shared)
    add_jobs(commands, shared)
    add_export(commands, shared)
    add_relief(commands, shared)
    _add_service(commands, shared)
    add_local_ai(commands, shared)
    _add_account(commands, shared)
    return top


def _shared() -> argparse.ArgumentParser:
    """Options every command takes, before or after its name."""
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    group = shared.add_argument_group("for every command")
    group.add_argument("--library", metavar="DIR", help="where the pictures are kept")
    group.add_argument(
        "--connection",
        metavar="embedded|run|URL",
        help="which service (default: embedded; for login, logout and whoami: run)",
    )
    group.add_argument("--json", action="store_true", help="print one JSON document on standard output")
    return shared


def _add_generate(commands: "argparse._SubParsersAction[Parser]", shared: argparse.ArgumentParser) -> None:
    generate = add_command(
        commands,
        "generate",
        "make pictures from words",
        parents=[shared],
        epilog='example: rundot-studio generate "a brave knight, pixel art" --aspect 3:4 --seed 7 --out knight.png',
    )
    generate.add_argument(
        "prompt", metavar="PROMPT", help="what the picture shows; {red|blue} and __metal__ stand for several"
    )
    add_expanding(generate)
    generate.add_argument("--count", type=whole_number, default=1, help="how many pictures of each (1 to 64)")
    _add_making(generate)
    _add_level(generate)
    _add_spending(generate)
    _add_out(generate)


def _add_making(generate: Parser) -> None:
    """All of a picture but its words and their number."""
    generate.add_argument("--negative", metavar="TEXT", default="", help="what to avoid")
    generate.add_argument(
        "--model", default=catalog.DEFAULT_MODEL, help=f"one of {', '.join(catalog.MODEL_NAMES)}; see models"
    )
    generate.add_argument(
        "--aspect", default=catalog.DEFAULT_ASPECT_RATIO, help=f"one of {', '.join(catalog.ASPECT_RATIO_NAMES)}"
    )
    generate.add_argument("--size", help=f"1K, 2K or 4K; only with {catalog.PRO_MODEL}")
    generate.add_argument(
        "--seed", type=whole_number, help="0 to 2147483647; several pictures take it and the numbers after it"
    )
    generate.add_argument(
        "--reference", action="append", default=[], metavar="FILE|URL|KEY", help="a picture to go by; up to five"
    )
    generate.add_argument(
        "--shrink-references", action="store_true", help="send a scaled-down copy of a reference of more than 10 MB"
    )
    generate.add_argument(
        "--remove-background",
        nargs="?",
        const="bria",
        metavar="bria|birefnet[:variant[:resolution]]",
        help="cut the subject out at once (write it as --remove-background=birefnet:heavy:2048x2048)",
    )
    generate.add_argument(
        "--resize",
        metavar="WxH[:FIT]",
        help="bring the picture to this size in the end; FIT is cover (default), contain, fill, inside or outside; "
        "only at API level 5.28",
    )


def _add_tools(commands: "argparse._SubParsersAction[Parser]", shared: argparse.ArgumentParser) -> None:
    picture = "a picture's id, a file, an HTTPS URL or a data URI"
    cutout = add_command(commands, "remove-background", "cut the subject out of a picture", parents=[shared])
    cutout.add_argument("picture", metavar="PICTURE", help=picture)
    cutout.add_argument("--model", default="bria", help="bria or birefnet")
    cutout.add_argument("--variant", help="birefnet's: light, heavy or portrait")
    cutout.add_argument("--resolution", help="birefnet's: 1024x1024 or 2048x2048")
    _add_out(cutout)

    upscale = add_command(commands, "upscale", "enlarge a picture", parents=[shared])
    upscale.add_argument("picture", metavar="PICTURE", help=picture)
    upscale.add_argument("--factor", type=number, default=catalog.DEFAULT_UPSCALE_FACTOR, help="1 to 4 (default: 2)")
    upscale.add_argument(
        "--model", default=catalog.UPSCALE_MODELS[0], help=f"one of {', '.join(catalog.UPSCALE_MODELS)}"
    )
    upscale.add_argument("--sharpen", type=number, help="0 to 1")
    upscale.add_argument("--denoise", type=number, help="0 to 1")
    upscale.add_argument("--no-face-enhancement", action="store_true", help="leave faces as they are")
    upscale.add_argument("--format", default="png", help="png or jpeg")
    _add_spending(upscale)
    _add_out(upscale)

    depth = add_command(commands, "depth", "estimate a depth map: white near, black far", parents=[shared])
    depth.add_argument("picture", metavar="PICTURE", help=picture)
    depth.add_argument("--steps", type=whole_number, default=catalog.DEFAULT_DEPTH_STEPS, help="1 to 50 (default: 10)")
    depth.add_argument(
        "--ensemble", type=whole_number, default=catalog.DEFAULT_DEPTH_ENSEMBLE, help="1 to 20 (default: 10)"
    )
    depth.add_argument(
        "--resolution",
        type=whole_number,
        default=catalog.DEFAULT_DEPTH_RESOLUTION,
        help="0 to 4096; 0 is the picture's own",
    )
    _add_out(depth)

    reproduce = add_command(
        commands, "reproduce", "run a stored recipe again and say whether the picture is the same", parents=[shared]
    )
    reproduce.add_argument("picture", metavar="ID", help="a picture's id")


def _add_service(commands: "argparse._SubParsersAction[Parser]", shared: argparse.ArgumentParser) -> None:
    models = add_command(
        commands, "models", "the models, which of them this game can call, and why not the others", parents=[shared]
    )
    _add_level(models)
    add_command(
        commands,
        "collect",
        "fetch the pictures that the service finished later",
        parents=[shared],
        epilog="Asks once. An open window asks by itself.",
    )
    _add_serve(commands, shared)
    demo = add_command(commands, "demo", "do the main job once: prompts to sprites in a folder", parents=[shared])
    demo.add_argument("--out", metavar="DIR", default="studio-demo", help="default: studio-demo")


def _add_account(commands: "argparse._SubParsersAction[Parser]", shared: argparse.ArgumentParser) -> None:
    login = add_command(
        commands,
        "login",
        "sign in to the hosted service",
        parents=[shared],
        epilog="Without --key and --token the secret is read from standard input, or asked for without showing it.\n"
        'The session of "rundot login" is used by itself while it is fresh, and needs no sign-in here.',
    )
    secret = login.add_mutually_exclusive_group()
    secret.add_argument("--key", metavar="rk_...", help="a deploy key; other users can see it while the command runs")
    secret.add_argument("--token", metavar="TOKEN", help="a bearer token, good until it ends; other users can see it")
    login.add_argument(
        "--store",
        choices=("keychain", "file", "session"),
        default="keychain",
        help="where it is kept: the system keychain (default), a file of yours (mode 0600, not encrypted), or nowhere",
    )
    add_command(commands, "logout", "forget the sign-in", parents=[shared])
    add_command(commands, "whoami", "who signs in to the hosted service, and until when", parents=[shared])


def _add_serve(commands: "argparse._SubParsersAction[Parser]", shared: argparse.ArgumentParser) -> None:
    serve = add_command(
        commands,
        "serve",
        "offer the embedded engine over HTTP",
        parents=[shared],
        epilog=f"{FAULTS_HELP}\n\n{SERVE_EXAMPLES}",
    )
    serve.add_argument("--port", type=whole_number, default=3000, help="0 takes a free one (default: 3000)")
    serve.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1, this computer only")
    serve.add_argument("--token", help="callers must send it as their bearer; needed for any other --host")
    serve.add_argument(
        "--allow-origin",
        action="append",
        default=[],
        metavar="ORIGIN",
        help="let the web pages of this origin call it; may be given several times",
    )
    serve.add_argument("--files", metavar="DIR", help="a folder that stands for the game's app storage (file keys)")
    rehearsal = serve.add_argument_group("for rehearsing the hosted service")
    rehearsal.add_argument("--faults", metavar="PLAN", help="what goes wrong, and when (see below)")
    rehearsal.add_argument(
        "--lifetime", type=number, metavar="SECONDS", help="how long outputs can be fetched (default: 7 days)"
    )
    rehearsal.add_argument(
        "--require-sign-in",
        type=number,
        nargs="?",
        const=3600.0,
        metavar="SECONDS",
        help="take only calls with a made-up sign-in, which lasts so long (3600): any rk_... key can be exchanged, "
        "and POST /v1/rehearsal/sign-in gives an interactive one",
    )
    rehearsal.add_argument("--credits", type=number, metavar="N", help="a made-up balance that generate draws on")


def _add_level(command: Parser) -> None:
    command.add_argument(
        "--api-level",
        choices=[level.name for level in catalog.API_LEVELS],
        help="what the service is held to; 5.28 has ten references, --resize and the lite model "
        "(default: the setting of the connection, or 5.21)",
    )


def _add_spending(command: Parser) -> None:
    command.add_argument(
        "--max-credits",
        type=number,
        metavar="N",
        help="send nothing if it may cost more than N credits, or if the service gives no estimate "
        "(default: the limit in the settings, which the embedded engine is not held to)",
    )
    command.add_argument(
        "--yes", action="store_true", help="send also more than 200 pictures, or where there is no estimate"
    )


def _add_out(command: Parser) -> None:
    command.add_argument("--out", metavar="FILE_OR_DIR", help="also write the picture there")
    command.add_argument("--force", action="store_true", help="let --out replace a file")
