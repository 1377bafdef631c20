"""The client against ten-line services: requests as the wire wants them, answers checked, errors translated."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import httpx
import pytest

from rundot_studio.client.auth import PastedBearer
from rundot_studio.client.client import Accepted, Answered, ImageGenClient
from rundot_studio.client.requests import generate_params, recipe_of
from rundot_studio.domain import catalog
from rundot_studio.domain.errors import (
    AnswerLost,
    AnswerMalformed,
    NotSignedIn,
    RuleBroken,
    ServiceRefused,
    ServiceUnreachable,
    StudioError,
)
from rundot_studio.domain.recipe import (
    CutoutRecipe,
    CutoutSettings,
    DepthRecipe,
    GenerateRecipe,
    ResizeSettings,
    SourceImage,
    UpscaleRecipe,
)
from rundot_studio.domain.secret import Secret

Handler = Callable[[httpx.Request], httpx.Response]
GENERATED = {"generationId": "g1", "imageUrl": "https://x/1.png", "prompt": "p", "model": "gpt-image-2", "seed": 4}
WORKED_ON = {"imageUrl": "https://x/2.png", "width": 8, "height": 9}


class Service:
    """Remembers what it was asked and answers with a fixed response."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.response = httpx.Response(200, json=GENERATED)
        self.error: Exception | None = None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if self.error:
            raise self.error
        return self.response

    @property
    def sent(self) -> dict:
        return json.loads(self.requests[-1].content)


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
async def client(service: Service) -> AsyncIterator[ImageGenClient]:
    async with httpx.AsyncClient(transport=httpx.MockTransport(service), base_url="https://api.example") as http:
        yield ImageGenClient(http, "forest quest/1", PastedBearer(Secret("token-1")))


SOURCE = SourceImage("hero.png")
FULL = GenerateRecipe(
    "a knight",
    negative_prompt="blurry",
    model=catalog.PRO_MODEL,
    aspect_ratio="16:9",
    image_size="4K",
    seed=7,
    references=(SOURCE,),
    remove_background=CutoutSettings("birefnet", "portrait", "2048x2048"),
)


async def test_generate_sends_every_option_under_its_wire_name(client: ImageGenClient, service: Service) -> None:
    answered = await client.generate(FULL, ["hero.png"])
    request = service.requests[0]
    assert (request.method, request.url.raw_path) == ("POST", b"/v1/imagegen/forest%20quest%2F1/generate")
    assert request.headers["authorization"] == "Bearer token-1"
    assert request.headers["x-consumer"] == "rundot-studio"
    assert service.sent == {
        "prompt": "a knight",
        "negativePrompt": "blurry",
        "model": "gemini-3-pro-image-preview",
        "aspectRatio": "16:9",
        "imageSize": "4K",
        "seed": 7,
        "referenceImages": ["hero.png"],
        "removeBackground": {"model": "birefnet", "variant": "portrait", "resolution": "2048x2048"},
    }
    assert (answered.url, answered.generation_id, answered.model, answered.seed) == (
        "https://x/1.png",
        "g1",
        "gpt-image-2",
        4,
    )


async def test_a_plain_recipe_leaves_options_out(client: ImageGenClient, service: Service) -> None:
    await client.generate(GenerateRecipe("a knight"), [])
    assert set(service.sent) == {"prompt", "model", "aspectRatio"}


@pytest.mark.parametrize(
    ("call", "path", "sent"),
    [
        (
            lambda c: c.remove_background(CutoutRecipe(SOURCE, CutoutSettings("birefnet", "heavy")), "u"),
            "remove-background",
            {"imageUrl": "u", "model": "birefnet", "variant": "heavy"},
        ),
        (
            lambda c: c.upscale_image(UpscaleRecipe(SOURCE, 3.5, "cgi", 0.2, None, False, "jpeg"), "u"),
            "upscale-image",
            {
                "imageUrl": "u",
                "upscaleFactor": 3.5,
                "model": "cgi",
                "sharpen": 0.2,
                "faceEnhancement": False,
                "outputFormat": "jpeg",
            },
        ),
    ],
)
async def test_tools_send_their_parameters(
    client: ImageGenClient, service: Service, call: Callable, path: str, sent: dict
) -> None:
    service.response = httpx.Response(200, json=WORKED_ON)
    answered = await call(client)
    assert service.requests[0].url.path.endswith(path)
    assert service.sent == sent
    assert (answered.url, answered.size) == ("https://x/2.png", (8, 9))


async def test_depth_reads_its_own_answer(client: ImageGenClient, service: Service) -> None:
    service.response = httpx.Response(200, json={"depthMapUrl": "https://x/d.png", "width": 8, "height": 9})
    assert (await client.estimate_depth(DepthRecipe(SOURCE, 20, 15, 2048), "u")).url == "https://x/d.png"
    assert service.sent == {"imageUrl": "u", "numInferenceSteps": 20, "ensembleSize": 15, "processingRes": 2048}


@pytest.fixture
async def latest(service: Service) -> AsyncIterator[ImageGenClient]:
    async with httpx.AsyncClient(transport=httpx.MockTransport(service), base_url="https://api.example") as http:
        yield ImageGenClient(http, "forest", level=catalog.LATEST_LEVEL)


async def test_a_client_is_held_to_its_level(client: ImageGenClient, latest: ImageGenClient, service: Service) -> None:
    recipe = GenerateRecipe("a knight", resize=ResizeSettings(64, 48, "contain"))
    with pytest.raises(RuleBroken, match=r"5\.21"):
        await client.generate(recipe, [])
    with pytest.raises(RuleBroken, match=r"5\.21"):
        await client.generate(GenerateRecipe("a knight"), ["a.png"] * 6)
    assert service.requests == []
    await latest.generate(recipe, ["a.png"] * 10)
    assert service.sent["resize"] == {"width": 64, "height": 48, "fit": "contain"}
    assert len(service.sent["referenceImages"]) == 10


async def test_credits_come_with_the_answer_and_are_never_made_up(client: ImageGenClient, service: Service) -> None:
    for told, used in [({"used": 3, "remaining": None}, 3), ({"used": 0.5, "remaining": 7}, 0.5)]:
        service.response = httpx.Response(200, json={**GENERATED, "credits": told})
        answered = await client.generate(GenerateRecipe("a knight"), [])
        assert isinstance(answered, Answered)
        assert answered.credits is not None
        assert (answered.credits.used, answered.credits.remaining) == (used, told["remaining"])
    for silent in (GENERATED, {**GENERATED, "credits": None}):
        service.response = httpx.Response(200, json=silent)
        answered = await client.generate(GenerateRecipe("a knight"), [])
        assert isinstance(answered, Answered)
        assert answered.credits is None


async def test_a_job_that_goes_on_in_the_background_is_told_by_its_id(client: ImageGenClient, service: Service) -> None:
    service.response = httpx.Response(202, json={"jobId": "j1", "status": "pending"})
    assert await client.generate(GenerateRecipe("a knight"), []) == Accepted("j1")


PRICE = {"kind": "image", "credits": 8, "lowCredits": 6, "highCredits": 10.5, "exact": False, "reason": "made up"}


async def test_an_estimate_asks_with_what_the_price_depends_on(client: ImageGenClient, service: Service) -> None:
    service.response = httpx.Response(200, json=PRICE)
    estimate = await client.estimate_cost(FULL, 4)
    assert (estimate.credits, estimate.low, estimate.high, estimate.exact) == (8, 6, 10.5, False)
    assert service.requests[-1].url.path == "/v1/credits/estimate"
    assert service.sent == {
        "kind": "image",
        "gameId": "forest quest/1",
        "model": catalog.PRO_MODEL,
        "imageSize": "4K",
        "removeBackground": True,
        "bgRemovalModel": "birefnet",
        "quantity": 4,
    }
    service.response = httpx.Response(200, json={"kind": "upscale", "credits": 2})
    estimate = await client.estimate_cost(UpscaleRecipe(SOURCE, 2), source_size=(1000, 500))
    assert (estimate.low, estimate.most) == (2, 2)
    assert (service.sent["kind"], service.sent["outputMp"]) == ("upscale", 2.0)


async def test_events_of_finished_jobs_come_as_they_were(client: ImageGenClient, service: Service) -> None:
    odd = {"jobId": "j2", "status": "half done"}
    service.response = httpx.Response(200, json={"jobs": [odd]}, headers={"x-rundot-engine": "the engine"})
    drained = await client.drain_jobs()
    assert drained is not None
    assert ([json.loads(event) for event in drained.events], drained.engine) == ([odd], "the engine")
    with pytest.raises(AnswerMalformed, match="finished job"):
        await client.completed_jobs()
    service.response = httpx.Response(404)
    assert await client.drain_jobs() is None
    assert await client.completed_jobs() == []


@pytest.mark.parametrize(
    "recipe",
    [
        GenerateRecipe("a knight"),
        replace(FULL, references=(SourceImage("hero.png"), SourceImage("https://x/y.png"))),
        GenerateRecipe("a coin", resize=ResizeSettings(64, 48, "inside", "jpeg", 80, True), seed=0),
    ],
)
def test_the_recipe_behind_a_request_is_found_again(recipe: GenerateRecipe) -> None:
    params = generate_params(recipe, [reference.place for reference in recipe.references], catalog.LATEST_LEVEL)
    assert recipe_of(params) == recipe


async def test_models_are_a_bare_list(client: ImageGenClient, service: Service) -> None:
    service.response = httpx.Response(200, json=["a", "b"])
    assert await client.list_models() == ["a", "b"]


async def test_finished_jobs_are_read_and_a_service_without_them_has_none(
    client: ImageGenClient, service: Service
) -> None:
    event = {"jobId": "j", "status": "completed", "params": {"prompt": "p"}, "result": GENERATED}
    service.response = httpx.Response(200, json={"jobs": [event]})
    (job,) = await client.completed_jobs()
    assert job.result.image_url == GENERATED["imageUrl"]
    service.response = httpx.Response(404, json={})
    assert await client.completed_jobs() == []


@pytest.mark.parametrize(
    "recipe",
    [
        GenerateRecipe(""),
        GenerateRecipe("x", seed=-1),
        GenerateRecipe("x", aspect_ratio="7:5"),
        GenerateRecipe("x", image_size="2K"),
        GenerateRecipe("x", remove_background=CutoutSettings("scissors")),
    ],
)
async def test_a_broken_rule_is_refused_before_anything_is_sent(
    client: ImageGenClient, service: Service, recipe: GenerateRecipe
) -> None:
    with pytest.raises(RuleBroken):
        await client.generate(recipe, [])
    assert service.requests == []


@pytest.mark.parametrize(
    "response",
    [
        httpx.Response(200, text="<html>hello</html>"),
        httpx.Response(200, json={**GENERATED, "imageUrl": None}),
        httpx.Response(200, json={**GENERATED, "seed": "4"}),
        httpx.Response(200, json=[]),
        httpx.Response(200, content=b"\xff\xfe"),
    ],
    ids=["html", "no url", "seed as text", "a list", "not utf-8"],
)
async def test_an_answer_of_the_wrong_shape_is_said_to_be_one(
    client: ImageGenClient, service: Service, response: httpx.Response
) -> None:
    service.response = response
    with pytest.raises(AnswerMalformed, match="not in the protocol"):
        await client.generate(GenerateRecipe("x"), [])


@pytest.mark.parametrize(
    ("status", "body", "code", "action"),
    [
        (400, {"code": "IMAGE_GEN_SAFETY_FILTER", "error": "blocked"}, "IMAGE_GEN_SAFETY_FILTER", "reword"),
        (403, {"code": "AI_POLICY_DENIED", "message": "off"}, "AI_POLICY_DENIED", "details"),
        (402, {"code": "CREDITS_EXHAUSTED", "message": "none"}, "CREDITS_EXHAUSTED", "details"),
        (429, {"code": "RATE_LIMITED", "retryAfterMs": 900}, "RATE_LIMITED", "retry"),
        (502, {"code": "IMAGE_GEN_UNKNOWN_ERROR"}, "IMAGE_GEN_UNKNOWN_ERROR", "retry"),
        (401, {}, "NOT_SIGNED_IN", "sign-in"),
        (418, {"code": "no code at all", "error": "short"}, "HTTP_418", "details"),
        (418, {"code": "TEAPOT", "error": "short and stout"}, "TEAPOT", "details"),
        (503, "<html>down</html>", "HTTP_503", "retry"),
        (500, "plain words", "HTTP_500", "retry"),
    ],
)
async def test_every_error_answer_becomes_a_problem_with_code_and_action(
    client: ImageGenClient, service: Service, status: int, body: object, code: str, action: str
) -> None:
    service.response = httpx.Response(status, text=body) if isinstance(body, str) else httpx.Response(status, json=body)
    with pytest.raises((ServiceRefused, NotSignedIn)) as refused:
        await client.generate(GenerateRecipe("x"), [])
    problem = refused.value.problem
    assert (problem.code, problem.action) == (code, action)
    assert problem.message
    assert "<html" not in problem.message


NEVER_LEFT = [httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol]
MAY_HAVE_LEFT = [
    httpx.ReadError,
    httpx.ReadTimeout,
    httpx.WriteError,
    httpx.WriteTimeout,
    httpx.CloseError,
    httpx.RemoteProtocolError,
    httpx.DecodingError,
    httpx.TooManyRedirects,
]


@pytest.mark.parametrize("error", NEVER_LEFT)
async def test_a_request_that_never_left_is_safe_to_send_again(
    client: ImageGenClient, service: Service, error: type[httpx.TransportError]
) -> None:
    service.error = error("broken")
    with pytest.raises(ServiceUnreachable):
        await client.generate(GenerateRecipe("x"), [])


async def test_a_call_over_a_connection_that_was_closed_is_told_as_one(service: Service) -> None:
    http = httpx.AsyncClient(transport=httpx.MockTransport(service), base_url="https://images.example")
    client = ImageGenClient(http, "game")
    await http.aclose()
    with pytest.raises(ServiceUnreachable, match="was closed"):
        await client.estimate_cost(GenerateRecipe("a coin"))
    assert not service.requests


@pytest.mark.parametrize("error", MAY_HAVE_LEFT)
async def test_a_lost_answer_may_have_been_billed_and_is_sent_once(
    client: ImageGenClient, service: Service, error: type[httpx.TransportError]
) -> None:
    service.error = error("broken")
    with pytest.raises(AnswerLost, match="billed"):
        await client.generate(GenerateRecipe("x"), [])
    assert len(service.requests) == 1


def test_every_error_of_httpx_is_translated() -> None:
    def leaves(kind: type) -> set[type]:
        below = kind.__subclasses__()
        return set().union(*(leaves(k) for k in below)) if below else {kind}

    concrete = leaves(httpx.HTTPError) | leaves(httpx.StreamError) | {httpx.InvalidURL, httpx.CookieConflict}
    from rundot_studio.client.translate import translated

    for kind in concrete:
        error = kind.__new__(kind)
        Exception.__init__(error, "broken")
        with pytest.raises(StudioError), translated("the service"):
            raise error


async def test_a_cancel_is_passed_on_as_a_cancel(client: ImageGenClient, service: Service) -> None:
    service.error = asyncio.CancelledError()
    with pytest.raises(asyncio.CancelledError):
        await client.generate(GenerateRecipe("x"), [])
