"""What another program saves comes back once, whole, as a child."""

import os
import shutil
import time
from pathlib import Path

import numpy as np
import pytest

from rundot_studio.domain.errors import PictureUnknown
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import EditedRecipe
from rundot_studio.imaging import codec
from rundot_studio.library.library import Library
from rundot_studio.studio.working_copies import KEPT_DAYS, WorkingCopies

from .library_pictures import Shelf, sprite


@pytest.fixture
def knight(library: Library) -> Picture:
    return Shelf(library).add("a brave knight", sprite(1))


@pytest.fixture
def copies(library: Library) -> WorkingCopies:
    return WorkingCopies(library)


def test_a_save_is_a_child_that_names_the_program_and_keeps_the_family(
    library: Library, knight: Picture, copies: WorkingCopies
) -> None:
    copy = copies.begin(knight, "Krita")
    assert copy.file.name == f"{Path(knight.path).stem}.png"
    assert (codec.decode_rgba(copy.file.read_bytes()) == sprite(1)).all()
    painted = sprite(2)
    copy.file.write_bytes(codec.encode_png(painted))
    child = copies.take_back(knight.id)
    assert child is not None
    assert isinstance(child.recipe, EditedRecipe)
    assert (child.parent_id, child.recipe.tool, child.recipe.source.picture_id) == (knight.id, "Krita", knight.id)
    assert (codec.decode_rgba(library.read(child)) == painted).all()
    assert copies.take_back(knight.id) is None
    copy.file.write_bytes(codec.encode_png(sprite(3)))
    assert copies.take_back(knight.id) is not None
    assert len(library.children(knight.id)) == 2


def test_the_same_pixels_saved_anew_are_no_new_picture(
    library: Library, knight: Picture, copies: WorkingCopies
) -> None:
    copy = copies.begin(knight, "Krita")
    copy.file.write_bytes(codec.encode_png(sprite(1), 0))
    assert copies.take_back(knight.id) is None
    assert library.children(knight.id) == []


def test_half_a_file_waits_until_it_is_whole(library: Library, knight: Picture, copies: WorkingCopies) -> None:
    copy = copies.begin(knight, "Krita")
    whole = codec.encode_png(sprite(2))
    for length in (0, 20, len(whole) - 6):
        copy.file.write_bytes(whole[:length])
        assert copies.take_back(knight.id) is None
    copy.file.write_bytes(whole)
    assert copies.take_back(knight.id) is not None


def test_alpha_and_size_are_those_of_the_save(knight: Picture, copies: WorkingCopies) -> None:
    copy = copies.begin(knight, "GIMP")
    copy.file.write_bytes(codec.encode_png(np.full((9, 5, 3), 80, np.uint8)))
    child = copies.take_back(knight.id)
    assert child is not None
    assert (child.width, child.height, child.has_alpha) == (5, 9, False)


def test_what_was_saved_while_no_studio_ran_is_found_at_the_next_start(library: Library, knight: Picture) -> None:
    copy = WorkingCopies(library).begin(knight, "Aseprite")
    copy.file.write_bytes(codec.encode_png(sprite(2)))
    (child,) = WorkingCopies(library).take_all_back()
    assert child.parent_id == knight.id
    assert WorkingCopies(library).take_all_back() == []


def test_a_copy_that_is_there_is_opened_again_as_it_was_saved(knight: Picture, copies: WorkingCopies) -> None:
    copy = copies.begin(knight, "Krita")
    saved = codec.encode_png(sprite(2))
    copy.file.write_bytes(saved)
    again = copies.begin(knight, "GIMP")
    assert again.file.read_bytes() == saved
    child = copies.take_back(knight.id)
    assert child is not None
    assert isinstance(child.recipe, EditedRecipe)
    assert child.recipe.tool == "GIMP"


def test_a_deleted_copy_is_no_save_and_is_made_anew(knight: Picture, copies: WorkingCopies) -> None:
    copy = copies.begin(knight, "Krita")
    copy.file.unlink()
    assert copies.take_back(knight.id) is None
    shutil.rmtree(copy.file.parent)
    assert copies.take_back(knight.id) is None
    assert copies.begin(knight, "Krita").file.is_file()


def test_of_a_picture_that_is_gone_nothing_is_lost(library: Library, knight: Picture, copies: WorkingCopies) -> None:
    copy = copies.begin(knight, "Krita")
    copy.file.write_bytes(codec.encode_png(sprite(2)))
    library.delete([knight.id])
    library.empty_trash(hand_over=lambda files: None)
    with pytest.raises(PictureUnknown):
        copies.take_back(knight.id)
    assert copies.take_all_back() == []
    assert copy.file.is_file()


def test_a_record_that_leads_elsewhere_is_passed_over(knight: Picture, copies: WorkingCopies) -> None:
    copy = copies.begin(knight, "Krita")
    record = copy.file.parent / "copy.json"
    record.write_text(record.read_text(encoding="utf-8").replace(copy.file.name, "../../secret.png"), encoding="utf-8")
    assert copies.copies() == []


def test_a_copy_that_was_left_long_ago_is_cleared_away(knight: Picture, copies: WorkingCopies) -> None:
    copy = copies.begin(knight, "Krita")
    assert copies.take_all_back() == []
    assert copy.file.is_file()
    long_ago = time.time() - (KEPT_DAYS + 1) * 86_400
    os.utime(copy.file, (long_ago, long_ago))
    copies.take_all_back()
    assert not copy.file.parent.exists()
