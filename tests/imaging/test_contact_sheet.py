"""Contact sheets: every picture in its place, captions that fit, and cells without a picture."""

import numpy as np
import pytest

from rundot_studio.imaging.contact_sheet import Captions, Tile, draw, scaled_to

COLOURS = ((250, 0, 0), (0, 250, 0), (0, 0, 250), (250, 250, 0))


def filled(colour: tuple[int, ...], size: tuple[int, int] = (64, 64)) -> Tile:
    return Tile(np.full((size[1], size[0], len(colour)), colour, np.uint8))


def place_of(sheet: np.ndarray, colour: tuple[int, int, int]) -> tuple[int, int, int, int]:
    rows, columns = np.nonzero((sheet == colour).all(axis=2))
    return int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1


def test_pictures_stand_in_rows_and_columns_and_none_is_cut() -> None:
    tiles = [[filled(COLOURS[0]), filled(COLOURS[1])], [filled(COLOURS[2]), filled(COLOURS[3])]]
    sheet = draw(Captions("Knights", "a knight", ["red", "green"], ["seed 1", "seed 2"]), tiles, 64)
    first, second, third, fourth = (place_of(sheet, colour) for colour in COLOURS)
    assert all((right - left, bottom - top) == (64, 64) for left, top, right, bottom in (first, second, third, fourth))
    assert first[0] == third[0] < second[0] == fourth[0]
    assert first[1] == second[1] < third[1] == fourth[1]
    assert first[2] < second[0]
    assert fourth[2] < sheet.shape[1]
    assert fourth[3] < sheet.shape[0]


def test_columns_and_rows_are_as_large_as_their_pictures_which_stand_in_the_middle() -> None:
    wide, tall, small = filled(COLOURS[0], (90, 40)), filled(COLOURS[1], (40, 90)), filled(COLOURS[2], (20, 20))
    sheet = draw(Captions("a", "a", ["1", "2"], ["3", "4"]), [[wide, tall], [small, Tile()]], 64)
    first, second, third = (place_of(sheet, colour) for colour in COLOURS[:3])
    assert second[0] - first[2] == 10
    assert first[1] - second[1] == 25
    assert third[1] - second[3] == 10
    assert third[0] - first[0] == 35


def test_a_cell_without_a_picture_says_why() -> None:
    def cell(problem: str) -> np.ndarray:
        return draw(Captions("a", "a", ["1"]), [[Tile(problem=problem)]], 160)

    assert (cell("It was refused.") != cell("")).any()
    assert ((cell("") == (0xF2, 0x77, 0x7A)).all(axis=2)).any()


def test_transparent_pictures_lie_on_the_checkerboard() -> None:
    sheet = draw(Captions("a", "a", ["1"]), [[filled((250, 0, 0, 0))]], 64)
    assert place_of(sheet, (120, 120, 120))[2] - place_of(sheet, (92, 92, 92))[0] > 40
    assert not (sheet == (250, 0, 0)).all(axis=2).any()


@pytest.mark.parametrize("text", ["", "word " * 500, "w" * 5000, "Größe Жук 騎士 🐉", "a\nb\tc", "\x00\x7f\ufffe"])
def test_any_caption_fits(text: str) -> None:
    sheet = draw(Captions(text, text + "!", [text], [text]), [[filled(COLOURS[0], (96, 96))]], 96)
    left, top, right, bottom = place_of(sheet, COLOURS[0])
    assert (right - left, bottom - top) == (96, 96)
    assert sheet.shape[1] < 400
    border = np.concatenate([sheet[:8].reshape(-1, 3), sheet[:, -8:].reshape(-1, 3), sheet[:, :8].reshape(-1, 3)])
    assert (border == 0x16).all()


def test_accents_are_drawn_and_not_boxes() -> None:
    def written(text: str) -> np.ndarray:
        return draw(Captions(text, text, ["1"]), [[filled(COLOURS[0])]], 64)

    assert (written("ü") != written("\uffff")).any()
    assert (written("ü") != written("ß")).any()


def test_small_pictures_are_enlarged_by_whole_factors_and_large_ones_scaled_down() -> None:
    sprite = np.zeros((20, 30, 4), np.uint8)
    sprite[::2] = 255
    large = scaled_to(sprite, 100)
    assert large.shape == (80, 120, 4)
    assert set(np.unique(large)) == {0, 255}
    assert scaled_to(np.zeros((500, 2000, 3), np.uint8), 100).shape == (50, 200, 3)
    assert scaled_to(np.zeros((100, 100, 3), np.uint8), 150).shape == (100, 100, 3)
