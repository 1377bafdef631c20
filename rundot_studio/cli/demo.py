"""demo: the main job once, without a window: prompts, a cut-out, an upscale, a depth map, sprites in a folder."""

import argparse
import asyncio
import shutil
import sys
from pathlib import Path

from rundot_studio.domain.errors import OutputRefused, StudioError
from rundot_studio.domain.job import JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import CutoutRecipe, DepthRecipe, GenerateRecipe, Recipe, UpscaleRecipe
from rundot_studio.export.destination import write_export
from rundot_studio.export.sprite import trimmed
from rundot_studio.studio.sources import source_from_picture
from rundot_studio.studio.studio import Studio

from .progress import JobProgress
from .report import picture_json, print_json

PROMPTS = (
    ("knight", GenerateRecipe("a brave knight holding a lantern, pixel art", seed=12345)),
    ("forest", GenerateRecipe("an enchanted forest, morning light", aspect_ratio="16:9", seed=12394)),
    ("potion", GenerateRecipe("a red health potion, game icon", seed=12408)),
)


async def demo(studio: Studio, options: argparse.Namespace) -> int:
    """Writes five files; running it again replaces them."""
    out = Path(options.out)
    if out.exists() and not out.is_dir():
        raise OutputRefused(f"--out: {out} is a file, not a folder.")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputRefused(f"--out: {out} can't be made: {error.strerror or error}.") from error
    made: list[tuple[str, Picture]] = []
    with JobProgress(studio.queue):
        _say(f"Painting {len(PROMPTS)} pictures ({studio.connection.label}) ...")
        jobs = [(name, studio.queue.submit(recipe)[0].id) for name, recipe in PROMPTS]
        for name, job_id in jobs:
            made.append((name, await _wait(studio, job_id)))
            _say(f"  painted {name}")
        knight = dict(made)["knight"]
        cut = await _make(studio, CutoutRecipe(source_from_picture(knight)), knight)
        _say("  cut the knight out")
        large = await _make(studio, UpscaleRecipe(source_from_picture(cut), factor=2), cut)
        _say("  scaled it up twice")
        depth = await _make(studio, DepthRecipe(source_from_picture(knight)), knight)
        _say("  estimated its depth")
    exports = [(f"{name}.png", picture, False) for name, picture in made if name != "knight"]
    exports += [("knight.png", cut, True), ("knight@2x.png", large, True), ("knight-depth.png", depth, False)]
    files = []
    for name, picture, is_sprite in exports:
        data = await asyncio.to_thread(studio.library.read, picture)
        content = await asyncio.to_thread(trimmed, data) if is_sprite else data
        path = await asyncio.to_thread(write_export, out / name, content, force=True)
        files.append((path, picture))
    if options.json:
        print_json({"pictures": [picture_json(studio.library, p, path) for path, p in files], "failed": []})
    else:
        print(f"Made {len(files)} files in {out.absolute()}:")
        for path, picture in files:
            print(f"  {path.name:<18} {picture.kind.value:<10} recipe: {_program()} library show {picture.id}")
        print(f"Everything is also in the library at {studio.library.folder}.")
        if studio.connection.procedural:
            print("The pictures are the embedded engine's: procedural, made on this computer.")
    return 0


async def _make(studio: Studio, recipe: Recipe, parent: Picture) -> Picture:
    return await _wait(studio, studio.queue.submit(recipe, parent=parent)[0].id)


async def _wait(studio: Studio, job_id: str) -> Picture:
    """The picture of a job. Raises the job's problem."""
    await studio.queue.settled([job for job in studio.queue.jobs if job.id == job_id])
    ended = await asyncio.to_thread(studio.library.journal.get, job_id)
    if ended is None or ended.state is not JobState.STORED:
        problem = ended.problem if ended else None
        raise StudioError(problem.message if problem else "The job was cancelled.", problem.hint if problem else "")
    return await asyncio.to_thread(studio.library.get, job_id)


def _program() -> str:
    """How this program can be called from here: by its name if that is on the path, else by its place."""
    if shutil.which("rundot-studio"):
        return "rundot-studio"
    if getattr(sys, "frozen", False):
        return sys.executable
    beside = Path(sys.executable).with_name("rundot-studio.exe" if sys.platform == "win32" else "rundot-studio")
    if not beside.exists():
        return "python -m rundot_studio"
    here = Path.cwd()
    return str(beside.relative_to(here)) if beside.is_relative_to(here) else str(beside)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
