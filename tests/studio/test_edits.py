"""Pictures changed by hand are children with a recipe of their own, found again from their files alone."""

from pathlib import Path

import numpy as np
import pytest

from rundot_studio.client.requests import check
from rundot_studio.domain.errors import RuleBroken
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.picture_kind import PictureKind
from rundot_studio.domain.recipe import BRUSH, EditedRecipe, recipe_from_json, recipe_to_json
from rundot_studio.imaging import codec
from rundot_studio.library.library import Library
from rundot_studio.library.rebuild import rebuild
from rundot_studio.studio.edits import store_corrected, store_edit
from rundot_studio.studio.sources import wire_texts

from .library_pictures import Shelf, sprite


@pytest.fixture
def family(tmp_path: Path) -> tuple[Library, Picture]:
    library = Library(tmp_path / "library")
    shelf = Shelf(library)
    return library, shelf.add("cut-out", parent=shelf.add("a brave knight"))


def test_a_corrected_cut_out_is_a_child_with_its_pixels_to_the_bit(family: tuple[Library, Picture]) -> None:
    library, cutout = family
    rgba = sprite(9)
    rgba[..., 3] = np.arange(rgba.shape[1]) * 10 % 256
    stored = store_corrected(library, cutout, rgba)
    assert (codec.decode_rgba(library.read(stored)) == rgba).all()
    assert (stored.parent_id, stored.kind, stored.has_alpha) == (cutout.id, PictureKind.EDITED, True)
    assert (stored.width, stored.height) == (24, 32)
    assert stored.procedural == cutout.procedural
    assert library.children(cutout.id) == [stored]
    assert "edited" in stored.path
    library.close()


def test_two_corrections_of_one_cut_out_are_two_pictures(family: tuple[Library, Picture]) -> None:
    library, cutout = family
    first, second = (store_corrected(library, cutout, sprite(9)) for _ in range(2))
    assert first.id != second.id
    library.close()


def test_a_picture_changed_in_another_program_names_it(family: tuple[Library, Picture]) -> None:
    library, cutout = family
    stored = store_edit(library, cutout, codec.encode_png(sprite(9)), (24, 32), "Krita")
    assert isinstance(stored.recipe, EditedRecipe)
    assert stored.recipe.tool == "Krita"
    assert "Krita" in stored.engine
    library.close()


def test_the_recipe_is_read_again_from_the_file_alone(family: tuple[Library, Picture]) -> None:
    library, cutout = family
    stored = store_corrected(library, cutout, sprite(9))
    folder = library.folder
    library.close()
    rebuild(folder)
    again = Library(folder)
    found = again.get(stored.id)
    assert (found.recipe, found.parent_id, found.engine) == (stored.recipe, cutout.id, stored.engine)
    again.close()


def test_the_recipe_has_a_plain_form(family: tuple[Library, Picture]) -> None:
    library, cutout = family
    recipe = store_corrected(library, cutout, sprite(9)).recipe
    assert recipe_from_json(recipe_to_json(recipe)) == recipe
    assert recipe_to_json(recipe)["tool"] == BRUSH
    library.close()


def test_no_service_is_asked_to_make_it_again(family: tuple[Library, Picture]) -> None:
    library, cutout = family
    recipe = store_corrected(library, cutout, sprite(9)).recipe
    with pytest.raises(RuleBroken, match="by hand"):
        check(recipe)
    with pytest.raises(RuleBroken, match="by hand"):
        wire_texts(library, recipe)
    library.close()
