"""The embedded engine answers the protocol."""

import asyncio
import base64
import io

import httpx
import numpy as np
import pytest
from PIL import Image

from rundot_studio.domain import catalog
from rundot_studio.engine.app import EmbeddedEngine

pytestmark = pytest.mark.asyncio(loop_scope="module")
GENERATE = "/v1/imagegen/forest-quest/generate"


@pytest.fixture
def nothing_left_running() -> None:
    """The engine's workers start at the first request and stay for the module; test_pool shows that they end."""


async def generate(http: httpx.AsyncClient, **params: object) -> dict:
    response = await http.post(GENERATE, json=params)
    assert response.status_code == 200, response.text
    return response.json()


async def picture(http: httpx.AsyncClient, url: str) -> Image.Image:
    response = await http.get(url)
    assert response.status_code == 200
    return Image.open(io.BytesIO(response.content))


def inline(image: Image.Image) -> str:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


async def test_generate_answers_with_the_five_fields_and_a_picture_of_the_shape(http: httpx.AsyncClient) -> None:
    answer = await generate(http, prompt="a brave knight", aspectRatio="2:3", seed=7)
    assert set(answer) == {"generationId", "imageUrl", "prompt", "model", "seed"}
    assert (answer["prompt"], answer["seed"], answer["model"]) == ("a brave knight", 7, catalog.DEFAULT_MODEL)
    image = await picture(http, answer["imageUrl"])
    assert image.size == (832, 1248)
    assert image.mode == "RGB"
    assert "procedural" in image.info["Software"]


async def test_a_missing_seed_is_chosen_and_echoed_and_makes_the_same_picture_again(http: httpx.AsyncClient) -> None:
    first = await generate(http, prompt="a red potion")
    again = await generate(http, prompt="a red potion", seed=first["seed"])
    assert first["generationId"] != again["generationId"]
    assert (await http.get(first["imageUrl"])).content == (await http.get(again["imageUrl"])).content


async def test_a_retired_model_is_answered_by_its_successor(http: httpx.AsyncClient) -> None:
    assert (await generate(http, prompt="a coin", model="gpt-image-1", seed=1))["model"] == "gpt-image-2"


async def test_the_pro_model_draws_larger_sizes(http: httpx.AsyncClient) -> None:
    answer = await generate(http, prompt="a gem", model=catalog.PRO_MODEL, imageSize="2K", seed=1)
    assert (await picture(http, answer["imageUrl"])).size == (2048, 2048)


@pytest.mark.parametrize("background", [True, {"model": "birefnet", "variant": "heavy", "resolution": "2048x2048"}])
async def test_background_removed_at_once_gives_alpha(http: httpx.AsyncClient, background: object) -> None:
    answer = await generate(http, prompt="a cartoon cat", removeBackground=background, seed=3)
    image = await picture(http, answer["imageUrl"])
    assert image.mode == "RGBA"
    alpha = np.asarray(image)[..., 3]
    assert alpha[0, 0] == 0
    assert 0.05 < (alpha > 200).mean() < 0.9


async def test_a_new_picture_is_brought_to_the_size_that_was_asked_for_after_the_cut(http: httpx.AsyncClient) -> None:
    knight = {"prompt": "a coin", "seed": 3, "model": catalog.LITE_MODEL.name}
    small = {"width": 96, "height": 64}
    answer = await generate(http, **knight, removeBackground=True, resize={**small, "fit": "contain"})
    assert answer["model"] == catalog.LITE_MODEL.name
    sprite = await picture(http, answer["imageUrl"])
    assert (sprite.mode, sprite.size) == ("RGBA", (96, 64))
    alpha = np.asarray(sprite)[..., 3]
    assert alpha[:, :16].max() == 0
    assert alpha.max() == 255
    answer = await generate(http, **knight, resize={**small, "fit": "inside", "format": "jpeg", "jpegQuality": 50})
    photo = await picture(http, answer["imageUrl"])
    assert (photo.format, photo.size) == ("JPEG", (64, 64))


async def test_each_tool_works_on_the_engines_own_picture(http: httpx.AsyncClient) -> None:
    made = await generate(http, prompt="a green slime", seed=5)
    base = "/v1/imagegen/forest-quest/"
    for path, key, mode, size in (
        ("remove-background", "imageUrl", "RGBA", 1024),
        ("upscale-image", "imageUrl", "RGB", 2048),
        ("estimate-depth", "depthMapUrl", None, 1024),
    ):
        response = await http.post(base + path, json={"imageUrl": made["imageUrl"]})
        assert response.status_code == 200, response.text
        answer = response.json()
        assert (answer["width"], answer["height"]) == (size, size)
        image = await picture(http, answer[key])
        assert image.size == (size, size)
        assert mode is None or image.mode == mode


async def test_the_depth_of_an_own_picture_is_the_painters_and_that_of_a_changed_one_is_estimated(
    http: httpx.AsyncClient,
) -> None:
    made = await generate(http, prompt="a castle on a hill at sunset", seed=5)
    image = await picture(http, made["imageUrl"])
    depth_url = "/v1/imagegen/forest-quest/estimate-depth"
    exact = (await http.post(depth_url, json={"imageUrl": made["imageUrl"]})).json()["depthMapUrl"]
    copied = (await http.post(depth_url, json={"imageUrl": inline(image)})).json()["depthMapUrl"]
    exact_map = np.asarray(await picture(http, exact), np.float64)
    estimated_map = np.asarray(await picture(http, copied), np.float64)
    assert exact_map.shape == estimated_map.shape
    assert not np.array_equal(exact_map, estimated_map)


async def test_references_change_the_picture(http: httpx.AsyncClient) -> None:
    plain = await generate(http, prompt="a wizard", seed=9)
    red = inline(Image.new("RGB", (64, 64), (200, 20, 30)))
    lent = await generate(http, prompt="a wizard", seed=9, referenceImages=[red])
    assert (await http.get(plain["imageUrl"])).content != (await http.get(lent["imageUrl"])).content


@pytest.mark.parametrize(
    ("path", "body", "field", "rule"),
    [
        ("generate", {}, "prompt", "given"),
        ("generate", {"prompt": "x", "seed": -1}, "seed", "0 to 2147483647"),
        ("generate", {"prompt": "x", "model": "dall-e"}, "model", "gpt-image-2"),
        ("generate", {"prompt": "x", "imageSize": "2K"}, "imageSize", "gemini-3-pro"),
        ("generate", {"prompt": "x", "referenceImages": ["https://a/b"] * 11}, "referenceImages", "at most 10"),
        ("generate", {"prompt": "x", "resize": {"width": 0, "height": 9}}, "resize.width", "1 to 4096"),
        ("remove-background", {"imageUrl": "data:image/png;base64,AA", "variant": "x"}, "variant", "light"),
        ("upscale-image", {"imageUrl": "x.png", "upscaleFactor": 5}, "upscaleFactor", "1 to 4"),
        ("estimate-depth", {"imageUrl": "x.png", "ensembleSize": 0}, "ensembleSize", "1 to 20"),
        ("estimate-depth", {"imageUrl": "http://example.com/x.png"}, "imageUrl", "HTTPS"),
    ],
)
async def test_a_broken_rule_is_400_with_field_value_and_range(
    http: httpx.AsyncClient, path: str, body: dict, field: str, rule: str
) -> None:
    response = await http.post(f"/v1/imagegen/forest-quest/{path}", json=body)
    assert response.status_code == 400
    error = response.json()
    assert error["code"] == "INVALID_PARAMETER"
    assert field in error["message"]
    assert rule in error["message"]
    assert error["errorDetail"]["loc"] == field


@pytest.mark.parametrize("data", [b"not a picture", b"\x89PNG\r\n\x1a\n truncated", b""])
async def test_what_is_not_a_picture_is_refused_with_a_sentence(http: httpx.AsyncClient, data: bytes) -> None:
    source = "data:image/png;base64," + base64.b64encode(data).decode()
    response = await http.post("/v1/imagegen/forest-quest/upscale-image", json={"imageUrl": source})
    assert response.status_code in (400, 422)
    assert response.json()["message"]


async def test_a_picture_without_a_subject_is_an_honest_refusal(http: httpx.AsyncClient) -> None:
    flat = inline(Image.new("RGB", (128, 128), (90, 90, 90)))
    response = await http.post("/v1/imagegen/forest-quest/remove-background", json={"imageUrl": flat})
    assert response.status_code == 422
    assert response.json()["code"] == "NO_CLEAR_SUBJECT"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("GET", "/v1/imagegen/forest-quest/nothing", 404),
        ("GET", GENERATE, 405),
        ("GET", "/v1/outputs/" + "0" * 32 + ".png", 404),
    ],
)
async def test_what_it_does_not_know_is_404(http: httpx.AsyncClient, method: str, path: str, status: int) -> None:
    response = await http.request(method, path)
    assert response.status_code == status
    assert response.json()["code"] in ("NOT_FOUND", "METHOD_NOT_ALLOWED")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b'{"prompt": "\\ud800"}', b"[" * 100_000])
async def test_a_body_that_is_not_a_json_object_is_400(http: httpx.AsyncClient, body: bytes) -> None:
    assert (await http.post(GENERATE, content=body)).status_code == 400


async def test_models_and_finished_jobs_are_listed(http: httpx.AsyncClient) -> None:
    assert (await http.get("/v1/imagegen/models?gameId=forest-quest")).json() == [
        model.name for model in catalog.ALL_MODELS
    ]
    assert (await http.get("/v1/jobs/forest-quest/imagegen/completed")).json() == {"jobs": []}


async def test_a_cancelled_request_ends_its_worker_and_leaves_nothing_behind(
    http: httpx.AsyncClient, engine: EmbeddedEngine
) -> None:
    await generate(http, prompt="a coin", seed=1)
    slow = asyncio.create_task(generate(http, prompt="a forest", model=catalog.PRO_MODEL, imageSize="4K", seed=1))
    await asyncio.sleep(0.5)
    assert engine.pool.busy == 1
    slow.cancel()
    with pytest.raises(asyncio.CancelledError):
        await slow
    assert engine.pool.busy == 0
    await generate(http, prompt="a coin", seed=1)
    assert not list(engine.outputs.folder.glob("*.part"))
