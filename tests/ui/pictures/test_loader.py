import threading
import time

import pytest
from PySide6.QtGui import QImage, QPixmap
from pytestqt.qtbot import QtBot

from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.ui.pictures.loader import PictureLoader, decode, thread_count
from rundot_studio.ui.pictures.pixmap_cache import PixmapCache
from rundot_studio.ui.pictures.thumbnail_source import ThumbnailSource
from tests.ui.conftest import Waiting, png
from tests.ui.stand_in import StandInStudio


@pytest.fixture
def loader(qtbot: QtBot):  # type: ignore[no-untyped-def]
    loader = PictureLoader(threads=1)
    yield loader
    loader.close()


def collect(loader: PictureLoader) -> dict[object, QImage]:
    arrived: dict[object, QImage] = {}
    loader.loaded.connect(arrived.__setitem__)
    return arrived


def test_a_picture_is_decoded_on_a_thread_and_delivered_on_the_windows(
    loader: PictureLoader, wait_for: Waiting
) -> None:
    threads: list[threading.Thread] = []
    delivered: list[threading.Thread] = []

    def read() -> bytes:
        threads.append(threading.current_thread())
        return png(40, 20)

    loader.loaded.connect(lambda key, image: delivered.append(threading.current_thread()))
    arrived = collect(loader)
    loader.request("a", read)
    wait_for(lambda: "a" in arrived)
    assert arrived["a"].width() == 40
    assert threads[0] is not threading.main_thread()
    assert delivered == [threading.main_thread()]


def test_a_picture_is_scaled_while_it_is_decoded(loader: PictureLoader, wait_for: Waiting) -> None:
    arrived = collect(loader)
    loader.request("a", lambda: png(400, 200), longest=100)
    wait_for(lambda: "a" in arrived)
    assert (arrived["a"].width(), arrived["a"].height()) == (100, 50)


def test_what_is_under_way_is_not_asked_for_twice(loader: PictureLoader, wait_for: Waiting) -> None:
    reads: list[int] = []
    arrived = collect(loader)

    def read() -> bytes:
        reads.append(1)
        time.sleep(0.02)
        return png(8, 8)

    for _ in range(5):
        loader.request("a", read)
    wait_for(lambda: "a" in arrived)
    assert len(reads) == 1


def test_what_nobody_wants_any_more_is_not_read_and_can_be_asked_for_again(
    loader: PictureLoader, wait_for: Waiting
) -> None:
    reads: list[str] = []
    asked: list[str] = []
    arrived = collect(loader)

    def read() -> bytes:
        reads.append("a")
        return png(8, 8)

    loader.request("a", read, wanted=lambda: asked.append("a") is not None)
    wait_for(lambda: asked == ["a"])
    assert not reads

    def ask_again() -> bool:
        loader.request("a", read)
        return "a" in arrived

    wait_for(ask_again)
    assert not arrived["a"].isNull()


def test_files_that_are_gone_or_no_pictures_arrive_empty(loader: PictureLoader, wait_for: Waiting) -> None:
    def gone() -> bytes:
        raise FileNotFoundError("gone")

    arrived = collect(loader)
    loader.request("gone", gone)
    loader.request("words", lambda: b"no picture at all")
    wait_for(lambda: len(arrived) == 2)
    assert all(image.isNull() for image in arrived.values())


def test_a_closed_loader_delivers_nothing(qtbot: QtBot) -> None:
    loader = PictureLoader(threads=1)
    arrived = collect(loader)
    loader.request("a", lambda: time.sleep(0.05) or png(8, 8))
    loader.request("b", lambda: png(8, 8))
    loader.close()
    loader.request("c", lambda: png(8, 8))
    qtbot.wait(50)
    assert not arrived


def test_transparency_survives_decoding() -> None:
    image = decode(png(16, 16, alpha=True))
    assert image.hasAlphaChannel()
    assert image.pixelColor(2, 2).alpha() == 0
    assert not decode(png(16, 16)).hasAlphaChannel()


def test_one_core_is_left_to_the_window() -> None:
    assert 1 <= thread_count() <= 4


def test_the_cache_keeps_to_its_bytes_and_drops_what_was_not_used(qtbot: QtBot) -> None:
    cache = PixmapCache(most_bytes=3 * 10 * 10 * 4)
    for key in "abc":
        cache.put(key, QPixmap(10, 10))
    cache.get("a")
    cache.put("d", QPixmap(10, 10))
    assert cache.get("b") is None
    assert all(cache.get(key) is not None for key in "acd")
    assert cache.bytes_used == 3 * 10 * 10 * 4


def test_one_picture_over_the_limit_is_kept_alone(qtbot: QtBot) -> None:
    cache = PixmapCache(most_bytes=100)
    cache.put("a", QPixmap(4, 4))
    cache.put("large", QPixmap(100, 100))
    assert len(cache) == 1
    assert cache.get("large") is not None
    cache.clear()
    assert cache.bytes_used == 0


def test_a_thumbnail_comes_once_it_is_loaded(loader: PictureLoader, studio: StandInStudio, wait_for: Waiting) -> None:
    picture = studio.library.add(GenerateRecipe("a knight"))
    source = ThumbnailSource(loader)
    ready: list[str] = []
    source.ready.connect(ready.append)
    assert source.get(picture, 100).isNull()
    source.attach(studio.thumbnails.load)
    assert source.get(picture, 100).isNull()
    wait_for(lambda: bool(ready))
    assert not source.get(picture, 100).isNull()


def test_a_thumbnail_that_can_not_be_made_is_not_asked_for_again(
    loader: PictureLoader, studio: StandInStudio, wait_for: Waiting
) -> None:
    picture = studio.library.add(GenerateRecipe("a knight"))
    reads: list[int] = []
    arrived = collect(loader)
    source = ThumbnailSource(loader)
    source.attach(lambda picture, size: reads.append(size) or b"broken")
    source.set_visible(frozenset({picture.id}))
    source.get(picture, 100)
    wait_for(lambda: len(arrived) == 1)
    source.get(picture, 100)
    assert len(reads) == 1


def test_a_thumbnail_that_was_scrolled_past_can_be_had_later(
    loader: PictureLoader, studio: StandInStudio, wait_for: Waiting
) -> None:
    picture = studio.library.add(GenerateRecipe("a knight"))
    arrived = collect(loader)
    source = ThumbnailSource(loader)
    source.attach(studio.thumbnails.load)
    source.set_visible(frozenset())
    source.get(picture, 100)
    wait_for(lambda: len(arrived) == 1)
    source.set_visible(frozenset({picture.id}))
    source.get(picture, 100)
    wait_for(lambda: not source.get(picture, 100).isNull())


def test_what_is_skipped_while_it_is_asked_for_again_comes_after_all(loader: PictureLoader, wait_for: Waiting) -> None:
    skipped = threading.Event()
    arrived = collect(loader)

    def not_wanted() -> bool:
        skipped.set()
        return False

    loader.request("a", lambda: png(8, 8), wanted=not_wanted)
    assert skipped.wait(5)  # the word of it waits in the window's queue
    loader.request("a", lambda: png(40, 20))
    wait_for(lambda: "a" in arrived)
    assert arrived["a"].width() == 40
