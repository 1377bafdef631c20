"""The library that the screens show: real pictures of the embedded engine with fixed seeds, made once and kept."""

import asyncio
from pathlib import Path

from rundot_studio.domain.job import Job
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import CutoutRecipe, DepthRecipe, GenerateRecipe, Recipe, UpscaleRecipe
from rundot_studio.studio.sources import source_from_picture
from rundot_studio.studio.studio import Studio

PAINTED = {
    "castle": GenerateRecipe("a castle on a hill at sunset, painterly backdrop", seed=12352),
    "dungeon": GenerateRecipe("a dungeon corridor with torches", seed=12359),
    "dragon": GenerateRecipe("a friendly blue dragon, cartoon", seed=12366),
    "wizard": GenerateRecipe("an old wizard in a purple robe, watercolor", seed=12373),
    "space": GenerateRecipe("a spaceship before a ringed planet", seed=12380),
    "forest": GenerateRecipe("an enchanted forest, morning light", aspect_ratio="16:9", seed=12394),
    "gem": GenerateRecipe("a faceted ruby gem, flat vector icon", seed=12408),
    "city": GenerateRecipe("a city at night, skyline", seed=12415),
    "mountains": GenerateRecipe("purple mountains under a full moon", seed=12422),
    "potion": GenerateRecipe("a red health potion, game icon", seed=12429),
    "chest": GenerateRecipe("a treasure chest full of gold, low poly", seed=12436),
    "tree": GenerateRecipe("an old oak tree in summer", aspect_ratio="3:4", seed=12443),
    "robot": GenerateRecipe("a small green robot, comic", seed=12450),
    "stones": GenerateRecipe("mossy cobblestone texture, seamless tile", seed=12457),
    "ship": GenerateRecipe("a pirate ship at sea", aspect_ratio="16:9", seed=12464),
    "sword": GenerateRecipe("a legendary sword, pixel art", seed=12471),
    "shield": GenerateRecipe("a wooden shield with iron rim, game icon", seed=12478),
    "goblin": GenerateRecipe("a goblin with an axe, pixel art", seed=12485),
    "knight": GenerateRecipe("a brave knight with a lantern, pixel art, front view", seed=12345),
}


async def make_pictures(folder: Path) -> None:
    """Fill an empty library; takes some seconds. One that is filled already is left as it is."""
    studio = await Studio.open(folder, "embedded")
    try:
        if studio.library.count():
            return
        made = {name: await _make(studio, recipe) for name, recipe in PAINTED.items()}
        cut = await _make(studio, CutoutRecipe(source_from_picture(made["knight"])), made["knight"])
        large = await _make(studio, UpscaleRecipe(source_from_picture(cut), factor=2), cut)
        await _make(studio, DepthRecipe(source_from_picture(made["castle"])), made["castle"])
        library = studio.library
        library.star([made["knight"].id, cut.id], 5)
        library.star([made["castle"].id, made["space"].id, made["gem"].id], 3)
        library.tag([made["knight"].id, cut.id, large.id], ["hero", "approved"])
        library.tag([made["goblin"].id, made["dragon"].id], ["enemy"])
        library.note([made["knight"].id], "The lantern must stay in the left hand.")
        for name, members in (("Heroes", ("knight", "wizard")), ("Level 1", ("castle", "forest", "stones"))):
            library.create_board(name)
            board = next(each for each in library.boards() if each.name == name)
            library.put_on_board(board.id, [made[member].id for member in members])
    finally:
        await studio.close()


def named_pictures(studio: Studio) -> dict[str, Picture]:
    """The pictures of a filled library by name, what tools made of them as ``knight cut`` and so on."""
    by_seed = {recipe.seed: name for name, recipe in PAINTED.items()}
    found: dict[str, Picture] = {}
    kinds: dict[type[Recipe], str] = {CutoutRecipe: "cut", UpscaleRecipe: "large", DepthRecipe: "depth"}
    for picture in studio.library.page(200):
        if isinstance(picture.recipe, GenerateRecipe) and picture.recipe.seed in by_seed:
            found[by_seed[picture.recipe.seed]] = picture
    for picture in studio.library.page(200):
        for kind, word in kinds.items():
            if isinstance(picture.recipe, kind):
                found.setdefault(word, picture)
    return found


async def _make(studio: Studio, recipe: Recipe, parent: Picture | None = None) -> Picture:
    (job,) = studio.queue.submit(recipe, parent=parent)
    ended = asyncio.Event()

    def look(now: Job) -> None:
        if now.id == job.id and not now.active:
            ended.set()

    studio.queue.job_changed.connect(look)
    studio.queue.job_removed.connect(lambda gone: ended.set() if gone == job.id else None)
    await ended.wait()
    return studio.library.get(job.id)
