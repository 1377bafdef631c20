"""What travels for a picture: data, a URL, a key; too large only on consent."""

import io
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import httpx
import numpy as np
import pytest
from PIL import Image

from rundot_studio.domain.errors import DownloadFailed, ReferenceTooLarge, SourceUnusable
from rundot_studio.domain.job import Answer, Job, JobState
from rundot_studio.domain.recipe import CutoutRecipe, DepthRecipe, GenerateRecipe, SourceImage
from rundot_studio.library.library import Library, now
from rundot_studio.studio import sources
from rundot_studio.studio.connections import Connection

from .conftest import png_bytes

LIMIT = 10 * 1024 * 1024
OWN = Connection("http://studio.lan:3000", "studio.lan", "http://studio.lan:3000", procedural=False)
RUN = Connection("run", "RUN", "https://api.example", procedural=False)


def noise(width: int, height: int, channels: int = 3) -> bytes:
    """A PNG that can't be made small."""
    pixels = np.random.default_rng(1).integers(0, 255, (height, width, channels), np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG", compress_level=0)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def huge() -> bytes:
    data = noise(2200, 1700)
    assert len(data) > LIMIT
    return data


def test_local_references_travel_as_data_and_the_others_as_they_are(library: Library) -> None:
    local = sources.source_from_bytes(library, png_bytes(), "hero.png")
    recipe = GenerateRecipe("x", references=(local, SourceImage("https://x/y.png"), SourceImage("sprites/hero.png")))
    wire = sources.wire_texts(library, recipe, RUN, now())
    assert wire.texts[0].startswith("data:image/png;base64,")
    assert wire.texts[1:] == ["https://x/y.png", "sprites/hero.png"]
    assert not wire.lent


def test_a_reference_that_is_too_large_is_never_sent_nor_scaled_unasked(library: Library, huge: bytes) -> None:
    small = sources.source_from_bytes(library, png_bytes(), "small.png")
    large = sources.source_from_bytes(library, huge, "huge.png")
    with pytest.raises(ReferenceTooLarge) as refused:
        sources.wire_texts(library, GenerateRecipe("x", references=(small, large)))
    problem = refused.value.problem
    assert refused.value.field == "referenceImages[1]"
    assert "huge.png" in problem.message
    assert "10 MB" in problem.message
    assert (problem.action, bool(problem.hint)) == ("scale-down", True)


def test_with_consent_a_copy_is_scaled_down_kept_and_noted_in_the_recipe(library: Library, huge: bytes) -> None:
    large = sources.source_from_bytes(library, huge, "huge.png")
    scaled = sources.scaled_reference(library, large)
    assert scaled.scaled_from == large.sha256
    assert scaled.sha256 is not None
    sent = library.read_source(scaled.sha256)
    assert len(sent) <= LIMIT
    with Image.open(io.BytesIO(sent)) as image:
        width, height = image.size
        assert width / height == pytest.approx(2200 / 1700, rel=0.01)
        assert f"{width} x {height}" in scaled.place
    assert sources.wire_texts(library, GenerateRecipe("x", references=(scaled,))).texts[0].startswith("data:image/jpeg")
    assert large.sha256 is not None
    assert library.read_source(large.sha256) == huge


def test_what_is_transparent_stays_so_and_what_fits_stays_itself(library: Library) -> None:
    sprite = sources.source_from_bytes(library, noise(300, 200, 4), "sprite.png")
    scaled = sources.scaled_reference(library, sprite, most_bytes=60_000)
    assert scaled.sha256 is not None
    data = library.read_source(scaled.sha256)
    assert len(data) <= 60_000
    with Image.open(io.BytesIO(data)) as image:
        assert (image.format, image.mode) == ("PNG", "RGBA")
    assert sources.scaled_reference(library, sprite) is sprite
    url = SourceImage("https://x/y.png")
    assert sources.scaled_reference(library, url) is url


def stored(library: Library, url: str, connection: Connection, life: timedelta | None) -> SourceImage:
    deadline = now() + life if life is not None else None
    answer = Answer(url, "g1", "m", 7, "p", deadline=deadline)
    job = Job("a1b2c3d4e5", GenerateRecipe("x"), connection.name, now(), JobState.ANSWERED, answer=answer)
    return sources.source_from_picture(library.store(job, png_bytes(), "png", (16, 16), False))


WEEK = timedelta(days=7)


@pytest.mark.parametrize(
    ("url", "maker", "life", "asked", "lent"),
    [
        ("https://cdn.example/1.png", RUN, WEEK, RUN, True),
        ("https://cdn.example/1.png", RUN, None, RUN, True),
        ("https://cdn.example/1.png", RUN, timedelta(minutes=5), RUN, False),
        ("https://cdn.example/1.png", RUN, -WEEK, RUN, False),
        ("https://cdn.example/1.png", RUN, WEEK, OWN, False),
        ("http://studio.lan:3000/v1/outputs/1.png", OWN, WEEK, OWN, True),
        ("http://studio.lan:3001/v1/outputs/1.png", OWN, WEEK, OWN, False),
        ("http://elsewhere.lan/1.png", RUN, WEEK, RUN, False),
    ],
)
def test_a_tool_names_a_stored_picture_only_to_the_service_that_made_it_and_while_its_url_lives(
    library: Library, url: str, maker: Connection, life: timedelta | None, asked: Connection, lent: bool
) -> None:
    source = stored(library, url, maker, life)
    wire = sources.wire_texts(library, CutoutRecipe(source), asked, now())
    assert (wire.lent, wire.texts[0].startswith("data:")) == (lent, not lent)
    assert not lent or wire.texts == [url]
    assert sources.wire_texts(library, DepthRecipe(source)).texts[0].startswith("data:")
    assert sources.wire_texts(library, GenerateRecipe("x", references=(source,)), asked, now()).lent is False


def test_a_data_uri_is_kept_like_a_file(library: Library) -> None:
    with pytest.raises(SourceUnusable, match="no data"):
        sources.source_from_data_uri(library, "data:image/png;base64")
    with pytest.raises(SourceUnusable, match="base64"):
        sources.source_from_data_uri(library, "data:image/png;base64,***")
    with pytest.raises(SourceUnusable, match="not a picture"):
        sources.source_from_data_uri(library, "data:,hello")


Answering = Callable[[httpx.Request], httpx.Response]


@pytest.fixture
async def fetched() -> AsyncIterator[Callable[[Answering], httpx.AsyncClient]]:
    opened: list[httpx.AsyncClient] = []

    def client(answer: Answering) -> httpx.AsyncClient:
        opened.append(httpx.AsyncClient(transport=httpx.MockTransport(answer), base_url="https://api.example"))
        return opened[-1]

    yield client
    for http in opened:
        await http.aclose()


async def test_a_reference_on_the_network_is_shown_small(fetched: Callable[[Answering], httpx.AsyncClient]) -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, content=noise(640, 480))

    data = await sources.reference_thumbnail(fetched(answer), "https://pictures.example/a.png", 64)
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (64, 48)
    assert "authorization" not in seen[0].headers


@pytest.mark.parametrize(
    ("url", "response"),
    [
        ("http://pictures.example/a.png", httpx.Response(200, content=png_bytes())),
        ("file:///etc/passwd", httpx.Response(200, content=png_bytes())),
        ("https://pictures.example/a.png", httpx.Response(200, text="<html>")),
        ("https://pictures.example/a.png", httpx.Response(200, content=png_bytes()[:-20])),
        ("https://pictures.example/a.png", httpx.Response(200, headers={"content-length": str(LIMIT + 1)})),
        ("https://pictures.example/a.png", httpx.Response(302, headers={"location": "http://10.0.0.1/a.png"})),
        ("https://pictures.example/a.png", httpx.Response(404)),
    ],
)
async def test_what_is_no_safe_whole_picture_is_not_shown(
    fetched: Callable[[Answering], httpx.AsyncClient], url: str, response: httpx.Response
) -> None:
    with pytest.raises(DownloadFailed):
        await sources.reference_thumbnail(fetched(lambda request: response), url)


def test_files_that_can_not_be_kept_say_why(library: Library, tmp_path: Path) -> None:
    with pytest.raises(SourceUnusable, match="folder"):
        sources.source_from_file(library, tmp_path)
    with pytest.raises(SourceUnusable, match="no file"):
        sources.source_from_file(library, tmp_path / "none.png")
