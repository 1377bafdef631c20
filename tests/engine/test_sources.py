"""File keys, URLs, data URIs and our own outputs become bytes, or a rule that was broken."""

import base64
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.engine.outputs import Outputs
from rundot_studio.engine.sources import Sources

BASE = "http://127.0.0.1:3000/"


@pytest.fixture
def disk() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as executor:
        yield executor


@pytest.fixture
def sources(tmp_path: Path, disk: ThreadPoolExecutor) -> Sources:
    (tmp_path / "files" / "sprites").mkdir(parents=True)
    (tmp_path / "files" / "sprites" / "hero.png").write_bytes(b"hero")
    (tmp_path / "secret.png").write_bytes(b"secret")

    async def fetch(url: str, most: int) -> bytes:
        if "gone" in url:
            raise ValueError("404")
        return b"fetched"

    return Sources(Outputs(tmp_path / "outputs", 100), tmp_path / "files", fetch, disk)


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("sprites/hero.png", b"hero"),
        ("https://example.com/a.png", b"fetched"),
        ("data:image/png;base64," + base64.b64encode(b"inline").decode(), b"inline"),
        ("data:image/svg+xml;charset=utf-8,%3Csvg%3E", b"<svg>"),
        ("data:;base64,", b""),
    ],
)
async def test_each_kind_of_source_is_read(sources: Sources, text: str, data: bytes) -> None:
    assert await sources.read(text, "imageUrl", BASE) == data


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("sprites/none.png", "exists in the app storage"),
        ("../secret.png", "exists in the app storage"),
        ("/etc/passwd", "exists in the app storage"),
        ("sprites", "exists in the app storage"),
        ("http://example.com/a.png", "HTTPS"),
        ("file:///etc/passwd", "HTTPS"),
        ("https://example.com/gone.png", "can be fetched"),
        ("data:image/png;base64,???", "base64"),
        ("data:nonsense", "data URI"),
        (BASE + "v1/outputs/" + "0" * 32 + ".png", "not expired"),
        (BASE + "v1/outputs/../../secret.png", "not expired"),
    ],
)
async def test_what_can_not_be_had_is_refused_by_field(sources: Sources, text: str, why: str) -> None:
    with pytest.raises(RuleBroken, match=why) as refused:
        await sources.read(text, "imageUrl", BASE)
    assert refused.value.field == "imageUrl"


async def test_a_reference_above_ten_megabytes_is_refused_by_its_place(sources: Sources) -> None:
    large = "data:image/png;base64," + base64.b64encode(bytes(10 * 1024 * 1024 + 1)).decode()
    with pytest.raises(RuleBroken, match=r"referenceImages\[2\].*10 MB"):
        await sources.read_reference(large, 2, BASE)


async def test_an_offline_engine_fetches_no_urls_and_has_no_app_storage(
    tmp_path: Path, disk: ThreadPoolExecutor
) -> None:
    offline = Sources(Outputs(tmp_path, 100), None, None, disk)
    with pytest.raises(RuleBroken, match="offline"):
        await offline.read("https://example.com/a.png", "imageUrl", BASE)
    with pytest.raises(RuleBroken, match="no app storage"):
        await offline.read("sprites/hero.png", "imageUrl", BASE)
