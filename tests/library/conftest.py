"""A library in a temporary folder, and pictures to put into it."""

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from rundot_studio.domain.job import Answer, Job, JobState
from rundot_studio.domain.recipe import GenerateRecipe, Recipe
from rundot_studio.library.library import Library

WHEN = datetime(2026, 11, 22, 14, 2, 5, 123456, tzinfo=UTC)


def png_bytes(color: tuple[int, int, int, int] = (200, 30, 40, 255), size: tuple[int, int] = (8, 6)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGBA", size, color).save(buffer, "PNG")
    return buffer.getvalue()


def answered_job(number: int, recipe: Recipe | None = None, parent_id: str | None = None) -> Job:
    answer = Answer("https://x/1.png", "g1", "gpt-image-2", 42, "p", "the engine (procedural)", procedural=True)
    recipe = recipe or GenerateRecipe(f"a knight number {number}", seed=42)
    return Job(f"{number:010x}", recipe, "embedded", WHEN, JobState.ANSWERED, parent_id, WHEN, answer)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(tmp_path / "library")
    yield library
    library.close()


@pytest.fixture
def store(library: Library) -> Callable[..., object]:
    def store(number: int, recipe: Recipe | None = None, parent_id: str | None = None) -> object:
        return library.store(answered_job(number, recipe, parent_id), png_bytes(), "png", (8, 6), True)

    return store
