"""A diffusers folder as a model of the engine: listed, asked for by name, cut out and sized like any other."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("diffusers")
pytest.importorskip("transformers")

from rundot_studio.engine.app import EmbeddedEngine
from rundot_studio.engine.local_ai.store import LocalAi
from rundot_studio.imaging import codec
from rundot_studio.protocol.routes import ENGINE_HEADER

from .tiny_pipelines import save_depth_folder, save_picture_folder

pytestmark = pytest.mark.filterwarnings("ignore")  # these libraries warn of each other

BASE = "/v1/imagegen/forest-quest"


@pytest.fixture
async def http(tmp_path: Path, local_ai: LocalAi) -> AsyncIterator[httpx.AsyncClient]:
    local_ai.use_folder(save_picture_folder(tmp_path / "Dreams", tmp_path / "words"), steps=1, guidance=0)
    local_ai.use_folder(save_depth_folder(tmp_path / "marigold", tmp_path / "more-words"))
    engine = EmbeddedEngine(tmp_path / "outputs", workers=1, local_ai=local_ai)
    transport = httpx.ASGITransport(engine.app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://embedded") as http:
        yield http
    await engine.close()


async def test_a_folder_of_the_artists_is_a_model_like_any_other(http: httpx.AsyncClient, local_ai: LocalAi) -> None:
    assert (await http.get("/v1/imagegen/models")).json()[-1] == "local-dreams"
    (folder, marigold) = local_ai.state().folders
    asked = {
        "prompt": "a knight",
        "model": "local-dreams",
        "seed": 3,
        "aspectRatio": "3:4",
        "resize": {"width": 100, "height": 140},
    }
    pictures = []
    for _ in range(2):
        answer = await http.post(f"{BASE}/generate", json=asked)
        assert answer.status_code == 200, answer.text
        assert (answer.json()["model"], answer.json()["seed"]) == ("local-dreams", 3)
        assert f"local AI local-dreams {folder.short_hash}, diffusers" in answer.headers[ENGINE_HEADER]
        assert "procedural" not in answer.headers[ENGINE_HEADER]
        pictures.append(codec.decode_rgba((await http.get(answer.json()["imageUrl"])).content))
    assert pictures[0].shape == (140, 100, 4)
    assert np.array_equal(*pictures)

    refused = await http.post(f"{BASE}/generate", json={**asked, "referenceImages": ["data:image/png;base64,AA=="]})
    assert refused.status_code == 400
    assert "from words only" in refused.json()["message"]

    depth = await http.post(
        f"{BASE}/estimate-depth",
        json={"imageUrl": answer.json()["imageUrl"], "numInferenceSteps": 1, "ensembleSize": 1, "processingRes": 64},
    )
    assert (depth.json()["width"], depth.json()["height"]) == (100, 140)
    assert marigold.short_hash in depth.headers[ENGINE_HEADER]
