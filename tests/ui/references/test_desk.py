"""References over the services: thumbnails of addresses, and large pictures scaled down on consent."""

from pathlib import Path

import httpx
import numpy as np
from PIL import Image
from PySide6.QtWidgets import QApplication

from rundot_studio.domain.catalog import MAX_REFERENCE_BYTES
from rundot_studio.domain.recipe import GenerateRecipe, SourceImage
from rundot_studio.ui.main_window import MainWindow
from rundot_studio.ui.references.tiles import ReferenceTile
from tests.ui.conftest import OnLoop, png, until
from tests.ui.stand_in import StandInConnection, StandInStudio

URL = "https://pictures.example/mood.png"


def tile(window: MainWindow) -> ReferenceTile:
    (only,) = window.panels.prompt.references.findChildren(ReferenceTile)
    return only


def test_the_thumbnail_of_an_address_is_fetched_without_the_bearer(
    window: MainWindow, studio: StandInStudio, on_loop: OnLoop
) -> None:
    seen: list[httpx.Request] = []

    def host(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, content=png(40, 20))

    async def use() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(host), base_url="https://api.example") as http:
            studio.connection = StandInConnection("run", "RUN", offline=False)
            studio.service.http = http
            window.attach(studio)  # type: ignore[arg-type]
            assert window.panels.prompt.references.add_remote(URL) == ""
            await until(lambda: not tile(window).image.isNull())
            assert [str(request.url) for request in seen] == [URL]
            assert "authorization" not in seen[0].headers

    on_loop(use())


def test_an_address_that_can_not_be_shown_says_why_and_stays(
    window: MainWindow, studio: StandInStudio, on_loop: OnLoop
) -> None:
    async def use() -> None:
        transport = httpx.MockTransport(lambda _request: httpx.Response(404))
        async with httpx.AsyncClient(transport=transport, base_url="https://api.example") as http:
            studio.connection = StandInConnection("run", "RUN", offline=False)
            studio.service.http = http
            window.attach(studio)  # type: ignore[arg-type]
            window.panels.prompt.references.add_remote(URL)
            await until(lambda: tile(window).note)
            assert "gone" in tile(window).toolTip()
            assert window.panels.prompt.references.value == (SourceImage(URL),)

    on_loop(use())


def test_a_large_file_is_scaled_down_when_the_artist_says_so(
    wired: MainWindow, studio: StandInStudio, tmp_path: Path, on_loop: OnLoop
) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (1900, 1900, 3), dtype=np.uint8)
    large = tmp_path / "large.png"
    Image.fromarray(noise).save(large, compress_level=0)
    assert large.stat().st_size > MAX_REFERENCE_BYTES

    async def use() -> None:
        references = wired.panels.prompt.references
        references.add_files([large])
        assert references.value == ()
        references.oversize.scale.click()
        assert references.complaint == "Scaling down …"
        await until(lambda: references.value)
        (source,) = references.value
        assert source.scaled_from is not None
        assert len(studio.library.read_source(source.sha256 or "")) <= MAX_REFERENCE_BYTES
        assert references.complaint == ""
        await until(lambda: not tile(wired).image.isNull())

    on_loop(use())
    QApplication.processEvents()


def test_a_large_picture_of_the_gallery_is_asked_about_too(wired: MainWindow, studio: StandInStudio) -> None:
    picture = studio.library.add(GenerateRecipe("a castle"))
    studio.library.enlarge(picture, MAX_REFERENCE_BYTES * 2)
    references = wired.panels.prompt.references
    references.add_pictures([SourceImage(picture.path, picture_id=picture.id)])
    assert references.value == ()
    assert references.oversize.words == f"{picture.path} has 20.0 MB; a reference may have 10 MB."
    references.oversize.leave.click()
    assert references.oversize.words == ""
