"""The engine with local AI switched on: same requests, other makers, and a name that says so."""

import asyncio
import base64
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import cv2
import httpx
import numpy as np
import pytest

pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")

from rundot_studio.engine.app import EmbeddedEngine
from rundot_studio.engine.local_ai.store import LocalAi
from rundot_studio.imaging import codec
from rundot_studio.protocol.routes import ENGINE_HEADER

from .networks import save_matting, save_upscaler

BASE = "/v1/imagegen/forest-quest"
Ask = Callable[..., "AsyncIterator[httpx.Response]"]


@pytest.fixture
async def http(tmp_path: Path, local_ai: LocalAi) -> AsyncIterator[httpx.AsyncClient]:
    engine = EmbeddedEngine(tmp_path / "outputs", workers=1, local_ai=local_ai)
    transport = httpx.ASGITransport(engine.app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://embedded") as http:
        yield http
    await engine.close()


def picture() -> str:
    rgb = np.full((90, 120, 3), 235, np.uint8)
    cv2.circle(rgb, (60, 45), 30, (40, 30, 70), -1, cv2.LINE_AA)
    noise = np.random.default_rng(5).normal(0, 4, rgb.shape)
    data = codec.encode_png(np.clip(rgb + noise, 0, 255).astype(np.uint8))
    return f"data:image/png;base64,{base64.b64encode(data).decode()}"


async def output(http: httpx.AsyncClient, answer: httpx.Response) -> np.ndarray:
    assert answer.status_code == 200, answer.text
    return codec.decode_rgba((await http.get(answer.json()["imageUrl"])).content)


async def test_a_cut_out_names_the_weights_that_made_it(
    http: httpx.AsyncClient, local_ai: LocalAi, tmp_path: Path
) -> None:
    weights = local_ai.add(save_matting(tmp_path / "m.onnx"), "bria")
    answer = await http.post(f"{BASE}/remove-background", json={"imageUrl": picture()})
    cut = await output(http, answer)
    assert cut[45, 60, 3] == 255
    assert cut[3, 3, 3] == 0
    engine = answer.headers[ENGINE_HEADER]
    assert f"local AI m {weights.short_hash}, onnxruntime" in engine
    assert "procedural" not in engine
    served = await http.get(answer.json()["imageUrl"])
    assert weights.short_hash.encode() in served.content  # in the file's own note as well


async def test_only_what_is_on_answers(http: httpx.AsyncClient, local_ai: LocalAi, tmp_path: Path) -> None:
    local_ai.add(save_matting(tmp_path / "m.onnx"), "birefnet-portrait")
    for asked in ({}, {"model": "birefnet"}, {"model": "birefnet", "variant": "heavy"}):
        answer = await http.post(f"{BASE}/remove-background", json={"imageUrl": picture(), **asked})
        assert "procedural" in answer.headers[ENGINE_HEADER]
    asked = {"imageUrl": picture(), "model": "birefnet", "variant": "portrait", "resolution": "2048x2048"}
    answer = await http.post(f"{BASE}/remove-background", json=asked)
    assert "local AI" in answer.headers[ENGINE_HEADER]
    local_ai.switch_off("birefnet-portrait")
    answer = await http.post(f"{BASE}/remove-background", json=asked)
    assert "procedural" in answer.headers[ENGINE_HEADER]


async def test_an_upscaler_answers_and_pixel_art_stays_with_the_engine(
    http: httpx.AsyncClient, local_ai: LocalAi, tmp_path: Path
) -> None:
    local_ai.add(save_upscaler(tmp_path / "up.onnx"), "upscale")
    answer = await http.post(f"{BASE}/upscale-image", json={"imageUrl": picture(), "upscaleFactor": 2.5})
    assert (await output(http, answer)).shape == (225, 300, 4)
    assert "local AI up" in answer.headers[ENGINE_HEADER]
    jpeg = await http.post(f"{BASE}/upscale-image", json={"imageUrl": picture(), "outputFormat": "jpeg"})
    assert "local AI up" in jpeg.headers[ENGINE_HEADER]
    asked = {"imageUrl": picture(), "model": "low-resolution-v2"}
    assert "procedural" in (await http.post(f"{BASE}/upscale-image", json=asked)).headers[ENGINE_HEADER]


async def test_a_painting_keeps_its_exact_matte_and_one_without_names_its_cutter(
    http: httpx.AsyncClient, local_ai: LocalAi, tmp_path: Path
) -> None:
    local_ai.add(save_matting(tmp_path / "m.onnx"), "bria")
    asked = {"prompt": "a coin, pixel art", "seed": 7, "removeBackground": True}
    answer = await http.post(f"{BASE}/generate", json=asked)
    assert "local AI" not in answer.headers[ENGINE_HEADER]
    # A texture has no matte of its own.
    answer = await http.post(f"{BASE}/generate", json={**asked, "prompt": "stone wall texture"})
    assert "procedural" in answer.headers[ENGINE_HEADER]
    assert "cut out by local AI m" in answer.headers[ENGINE_HEADER]


async def test_nothing_found_is_the_same_refusal(http: httpx.AsyncClient, local_ai: LocalAi, tmp_path: Path) -> None:
    local_ai.add(save_matting(tmp_path / "m.onnx"), "bria")
    plain = codec.encode_png(np.full((60, 60, 3), 240, np.uint8))
    url = f"data:image/png;base64,{base64.b64encode(plain).decode()}"
    answer = await http.post(f"{BASE}/remove-background", json={"imageUrl": url})
    assert (answer.status_code, answer.json()["code"]) == (422, "NO_CLEAR_SUBJECT")


async def test_spoiled_weights_are_told_in_the_answer(
    http: httpx.AsyncClient, local_ai: LocalAi, tmp_path: Path
) -> None:
    weights = local_ai.add(save_matting(tmp_path / "m.onnx"), "bria")
    local_ai.path_of(weights).write_bytes(b"spoiled")
    answer = await http.post(f"{BASE}/remove-background", json={"imageUrl": picture()})
    assert answer.status_code == 422
    assert "have changed" in answer.json()["message"]
    assert not list((tmp_path / "outputs").rglob("*.png"))


async def test_a_model_is_kept_for_the_next_picture_and_not_for_ever(tmp_path: Path) -> None:
    local_ai = LocalAi(tmp_path / "local-ai", threads=1, kept_s=0.8)
    local_ai.add(save_matting(tmp_path / "m.onnx"), "bria")
    engine = EmbeddedEngine(tmp_path / "outputs", workers=1, local_ai=local_ai)
    transport = httpx.ASGITransport(engine.app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://embedded") as http:
        for _ in range(2):
            assert (await http.post(f"{BASE}/remove-background", json={"imageUrl": picture()})).status_code == 200
            assert engine.local_ai_pool.started == 1
        await asyncio.sleep(1.0)
        assert engine.local_ai_pool.started == 0
    await engine.close()


async def test_an_unknown_local_model_is_refused_with_the_known_ones(http: httpx.AsyncClient) -> None:
    answer = await http.post(f"{BASE}/generate", json={"prompt": "a knight", "model": "local-dreams"})
    assert answer.status_code == 400
    assert "gemini-3-pro-image-preview" in answer.json()["message"]
