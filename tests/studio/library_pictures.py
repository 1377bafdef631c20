"""Pictures put into a library for the tests of exports."""

from datetime import UTC, datetime

import numpy as np

from rundot_studio.domain.job import Answer, Job, JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import CutoutRecipe, DepthRecipe, GenerateRecipe, Recipe, SourceImage
from rundot_studio.imaging import codec
from rundot_studio.library.library import Library

WHEN = datetime(2026, 11, 22, 14, 2, 5, tzinfo=UTC)


def sprite(number: int, size: tuple[int, int] = (24, 32)) -> np.ndarray:
    rgba = np.random.default_rng(number).integers(0, 256, (size[1], size[0], 4), np.uint8)
    rgba[..., 3] = 255
    return rgba


class Shelf:
    """``add`` stores pictures with ids that count up."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.count = 0

    def add(self, prompt: str, rgba: np.ndarray | None = None, parent: Picture | None = None) -> Picture:
        recipe: Recipe = GenerateRecipe(prompt, seed=42)
        if parent is not None:
            source = SourceImage(parent.path, picture_id=parent.id)
            recipe = DepthRecipe(source) if prompt == "depth" else CutoutRecipe(source)
        self.count += 1
        rgba = sprite(self.count) if rgba is None else rgba
        answer = Answer("https://x/1.png", "g1", "gpt-image-2", 42, prompt, "the engine", procedural=True)
        job = Job(
            f"{self.count:010x}",
            recipe,
            "embedded",
            WHEN,
            JobState.ANSWERED,
            parent.id if parent else None,
            WHEN,
            answer,
        )
        size = (rgba.shape[1], rgba.shape[0])
        return self.library.store(job, codec.encode_png(rgba), "png", size, True)
