import threading

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from rundot_studio.ui.canvas.pyramid import Pyramid, halved, scaled_half
from rundot_studio.ui.canvas.pyramid_maker import PyramidMaker
from tests.ui.conftest import Waiting


def plain(width: int, height: int, colour: str = "#3366aa") -> QImage:
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(colour))
    return image


@pytest.mark.parametrize("scale", [4.0, 1.0, 0.51, 0.5, 0.3, 0.1, 0.01])
def test_what_is_drawn_is_never_enlarged_and_not_shrunk_by_more_than_two(scale: float) -> None:
    pyramid = Pyramid(plain(1000, 700))
    width = pyramid.level(scale).width()
    if scale <= 1:
        assert width >= scale * 1000 * 0.99
    assert width <= max(scale * 1000 * 2.1, 64) or scale >= 1


def test_a_large_picture_is_not_halved_on_the_thread_that_draws() -> None:
    pyramid = Pyramid(plain(4096, 2048))
    assert pyramid.level(0.1) is pyramid.full
    assert len(pyramid.levels) == 1


def test_the_best_level_there_is_is_drawn_while_others_are_made() -> None:
    pyramid = Pyramid(plain(4096, 2048))
    pyramid.add_half()
    assert pyramid.level(0.1).width() == 2048
    assert pyramid.level(0.7).width() == 4096


def test_the_two_ways_to_halve_agree() -> None:
    image = plain(301, 77, "#80ff8a3d")
    painter = QPainter(image)
    painter.fillRect(20, 10, 90, 30, QColor("#10c030"))
    painter.end()
    one, other = halved(image), scaled_half(image)
    assert one.size() == other.size() == QSize(150, 38)
    for x in range(4, 146, 9):
        for y in range(3, 35, 4):
            a, b = one.pixelColor(x, y), other.pixelColor(x, y)
            assert abs(a.red() - b.red()) < 26
            assert abs(a.alpha() - b.alpha()) < 26


def test_the_thinnest_picture_can_be_halved() -> None:
    pyramid = Pyramid(plain(1, 4096))
    while not pyramid.complete:
        pyramid.add_half()
    assert pyramid.levels[-1].size() == QSize(1, 64)


def test_a_preview_stands_for_a_larger_picture() -> None:
    pyramid = Pyramid(plain(256, 256), QSize(8192, 8192))
    assert pyramid.size == QSize(8192, 8192)
    assert pyramid.level(1.0).width() == 256
    assert pyramid.level(0.01).width() == 128


def test_what_is_painted_over_is_seen_in_every_level() -> None:
    pyramid = Pyramid(plain(512, 512, "#000000"))
    pyramid.level(0.1)
    assert len(pyramid.levels) > 2
    dirty = QRect(101, 203, 120, 90)
    painter = QPainter(pyramid.full)
    painter.fillRect(dirty, QColor("#ffffff"))
    painter.end()
    pyramid.refresh(dirty)
    for number, level in enumerate(pyramid.levels):
        assert level.pixelColor(160 >> number, 250 >> number) == QColor("#ffffff")
        assert level.pixelColor(60 >> number, 250 >> number) == QColor("#000000")


def test_a_part_that_is_refreshed_is_as_if_the_whole_was_made_anew() -> None:
    pyramid = Pyramid(plain(256, 192, "#204060"))
    pyramid.level(0.1)
    dirty = QRect(37, 51, 66, 43)
    painter = QPainter(pyramid.full)
    painter.fillRect(dirty, QColor("#ff8a3d"))
    painter.end()
    pyramid.refresh(dirty)
    anew = Pyramid(pyramid.full.copy())
    anew.level(0.1)
    assert pyramid.levels == anew.levels


def test_the_maker_halves_a_large_picture_off_the_windows_thread(wait_for: Waiting) -> None:
    maker = PyramidMaker()
    pyramid = Pyramid(plain(4096, 2048))
    seen: list[int] = []
    maker.grown.connect(lambda grown: seen.append(len(grown.levels)))
    maker.complete(pyramid)
    wait_for(lambda: len(seen) >= 6)
    assert pyramid.complete
    maker.close()


def test_a_picture_that_nobody_wants_any_more_is_not_halved(wait_for: Waiting) -> None:
    maker = PyramidMaker()
    pyramid = Pyramid(plain(4096, 2048))
    done: list[str] = []
    maker.complete(pyramid, lambda: False)
    maker.run(lambda: threading.current_thread().name, done.append)
    wait_for(lambda: bool(done))
    assert len(pyramid.levels) == 1
    assert done == ["canvas"]
    maker.close()


def test_a_closed_maker_does_and_tells_nothing_more(wait_for: Waiting) -> None:
    maker = PyramidMaker()
    done: list[object] = []
    maker.run(lambda: "late", done.append)
    maker.close()
    maker.run(lambda: "later", done.append)
    other = PyramidMaker()
    other.run(lambda: None, lambda _: done.append("other"))
    wait_for(lambda: bool(done))
    assert done == ["other"]
    other.close()
