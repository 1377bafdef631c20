import numpy as np

from rundot_studio.domain.job import Answer, Job, JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import EditedRecipe, GenerateRecipe, SourceImage
from rundot_studio.imaging import codec
from rundot_studio.library.library import Library, now
from rundot_studio.studio.reproduction import can_reproduce, compare_pictures, recipe_again


def png_of(colour: tuple[int, int, int], level: int = 6) -> bytes:
    pixels = np.full((16, 16, 3), colour, np.uint8)
    pixels[4:9, 3:12] = 200
    return codec.encode_png(pixels, level)


def stored(library: Library, number: int, data: bytes, seed: int | None = None) -> Picture:
    answer = Answer("https://cdn.example/1.png", f"g{number}", "m", seed=777)
    job = Job(f"{number:010x}", GenerateRecipe("a knight", seed=seed), "c", now(), JobState.ANSWERED, answer=answer)
    return library.store(job, data, "png", (16, 16), False)


def test_the_seed_that_was_used_is_asked_for_again(library: Library) -> None:
    picture = stored(library, 1, png_of((1, 2, 3)))
    assert recipe_again(picture) == GenerateRecipe("a knight", seed=777)
    assert can_reproduce(picture)


def test_pictures_are_compared_by_what_was_delivered(library: Library) -> None:
    first = stored(library, 1, png_of((1, 2, 3)))
    same = stored(library, 2, png_of((1, 2, 3)))
    other_bytes = stored(library, 3, png_of((1, 2, 3), level=0))
    other = stored(library, 4, png_of((250, 20, 30)))
    assert compare_pictures(library, first, same).identical_bytes
    likeness = compare_pictures(library, first, other_bytes)
    assert (likeness.identical_bytes, likeness.identical_pixels, likeness.distance) == (False, True, 0.0)
    likeness = compare_pictures(library, first, other)
    assert not likeness.identical_pixels
    assert likeness.distance > 0.1


def test_nothing_can_make_again_what_was_changed_by_hand(library: Library) -> None:
    answer = Answer("")
    recipe = EditedRecipe(SourceImage("a.png"), "Krita")
    job = Job("00000000ff", recipe, "studio", now(), JobState.ANSWERED, answer=answer)
    assert not can_reproduce(library.store(job, png_of((1, 2, 3)), "png", (16, 16), False))
