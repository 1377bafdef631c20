"""The embedded engine as an ASGI application: the protocol of the hosted service, answered offline.

Used in-process through ``httpx.ASGITransport`` and over a socket by ``rundot-studio serve``. Knows nothing of
libraries, recipes or windows; it does not import numpy, OpenCV or Pillow either: those live in the worker processes.
"""

import asyncio
import random
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from msgspec import UNSET
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from rundot_studio.domain import catalog
from rundot_studio.domain.errors import RuleBroken, StudioError
from rundot_studio.protocol import routes
from rundot_studio.protocol.schema import (
    DepthAnswer,
    DepthParams,
    EstimateParams,
    GenerateAnswer,
    GenerateParams,
    ImageAnswer,
    RemoveBackgroundOptions,
    RemoveBackgroundParams,
    UpscaleParams,
)

from .accounts import Accounts
from .answers import json_response, on_bug, on_disconnect, on_http_error, on_refusal
from .baseline import engine_label
from .fault_injection import FaultInjection
from .faults import FaultPlan
from .finished_jobs import FinishedJobs
from .local_ai.store import LocalAi
from .local_ai.weights import DEPTH_ROLE, cutout_role
from .outputs import DEFAULT_CAP_BYTES, Outputs
from .pool import LARGE_MEGAPIXELS, WorkerPool
from .prices import Balance, estimate, price_of
from .requests import read_params, while_connected
from .sources import Fetch, Sources

DEFAULT_JPEG_QUALITY = 92

T = TypeVar("T")


class EmbeddedEngine:
    """The engine with its workers and outputs. ``app`` is the ASGI application; call :meth:`close` when done.

    ``folder`` keeps the outputs; ``files`` stands for the game's app storage (file keys); ``fetch`` gets HTTPS
    references, None keeps the engine offline.

    For rehearsing the hosted service: ``faults`` go wrong as planned (:attr:`faults` then has the counts), ``accounts``
    offers the sign-in and may ask for it, ``balance`` is what pictures are paid from.

    ``local_ai`` answers in place of the engine's own algorithms for whatever is switched on in it.
    """

    def __init__(
        self,
        folder: Path,
        *,
        workers: int | None = None,
        lifetime_s: float = catalog.UTILITY_LIFETIME_S,
        cap_bytes: int = DEFAULT_CAP_BYTES,
        files: Path | None = None,
        fetch: Fetch | None = None,
        faults: FaultPlan | None = None,
        accounts: Accounts | None = None,
        balance: Balance | None = None,
        local_ai: LocalAi | None = None,
    ) -> None:
        self.outputs = Outputs(folder, lifetime_s, cap_bytes)
        self.pool = WorkerPool(workers)
        self._local_ai = local_ai
        # One at a time: a network takes gigabytes, and all processors. Its worker keeps it loaded.
        self.local_ai_pool = WorkerPool(1)
        self._rest: asyncio.TimerHandle | None = None
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="engine-disk")
        self._sources = Sources(self.outputs, files, fetch, self._disk)
        self._label = engine_label()
        self._balance = balance
        self.jobs = FinishedJobs()
        self.app: ASGIApp = Starlette(
            routes=[
                Route(routes.GENERATE, self._generate, methods=["POST"]),
                Route(routes.REMOVE_BACKGROUND, self._remove_background, methods=["POST"]),
                Route(routes.UPSCALE, self._upscale, methods=["POST"]),
                Route(routes.DEPTH, self._depth, methods=["POST"]),
                Route(routes.MODELS, self._models, methods=["GET"]),
                Route(routes.COMPLETED_JOBS, self._completed_jobs, methods=["GET"]),
                Route(routes.ESTIMATE, self._estimate, methods=["POST"]),
                Route(routes.OUTPUTS, self._output, methods=["GET"]),
                *(accounts.routes() if accounts else ()),
            ],
            exception_handlers={
                StudioError: on_refusal,
                HTTPException: on_http_error,
                ClientDisconnect: on_disconnect,
                Exception: on_bug,
            },
        )
        if accounts is not None:
            self.app = accounts.gate(self.app)
        self.faults = FaultInjection(self.app, faults, self.jobs) if faults else None
        if self.faults is not None:
            self.app = self.faults

    async def close(self) -> None:
        """Ends the workers. Requests still running fail."""
        await self.jobs.close()
        if self._rest is not None:
            self._rest.cancel()
        await self.pool.close()
        await self.local_ai_pool.close()
        self._disk.shutdown()

    async def _generate(self, request: Request) -> Response:
        params = await read_params(request, GenerateParams)
        asked = catalog.DEFAULT_MODEL if params.model is UNSET else params.model
        model = catalog.model_named(asked)
        picture_plan = None if model else await self._ask_local_ai(lambda local_ai: local_ai.picture_plan(asked))
        if model is None and picture_plan is None:
            raise RuleBroken("model", asked, f"one of {', '.join(await self._model_names())}")
        if picture_plan is not None and params.reference_images:
            raise RuleBroken("referenceImages", "…", f"left out: {asked} makes pictures from words only")
        cutout = _generate_cutout(params)
        base_url = str(request.base_url)
        names = [] if params.reference_images is UNSET else params.reference_images
        references = [await self._sources.read_reference(name, i, base_url) for i, name in enumerate(names)]
        aspect = catalog.DEFAULT_ASPECT_RATIO if params.aspect_ratio is UNSET else params.aspect_ratio
        size = catalog.DEFAULT_IMAGE_SIZE if params.image_size is UNSET else params.image_size
        width, height = catalog.pixel_size(aspect, size)
        seed = (
            random.SystemRandom().randint(catalog.SEED.low, catalog.SEED.high) if params.seed is UNSET else params.seed
        )
        task: dict[str, Any] = {
            "task": "paint",
            "prompt": params.prompt,
            "negative": "" if params.negative_prompt is UNSET else params.negative_prompt,
            "width": width,
            "height": height,
            "seed": seed,
            "references": references,
            "cutout": cutout,
            "resize": _resize(params),
            "picture_plan": picture_plan,
            "tool_plan": None if cutout is None else await self._tool_plan(_role(cutout)),
        }
        suffix = "jpg" if task["resize"] and task["resize"]["format"] == "jpeg" else "png"
        price = price_of(params)
        if self._balance is not None:
            self._balance.hold(price)
        try:
            name, made = await self._work(request, task, suffix=suffix, megapixels=width * height / 1e6)
        except BaseException:
            if self._balance is not None:
                self._balance.give_back(price)
            raise
        return self._answer(
            GenerateAnswer(
                generation_id=str(uuid.uuid4()),
                image_url=_output_url(request, name),
                prompt=params.prompt,
                model=asked if model is None else model.answered_as or model.name,
                seed=seed,
                credits=UNSET if self._balance is None else self._balance.billed(price),
            ),
            made,
        )

    async def _remove_background(self, request: Request) -> Response:
        params = await read_params(request, RemoveBackgroundParams)
        image = await self._sources.read(params.image_url, "imageUrl", str(request.base_url))
        settings = _cutout_settings(params.model, params.variant, params.resolution)
        plan = await self._tool_plan(_role(settings))
        task = {"task": "cutout", "image": image, "settings": settings, "tool_plan": plan}
        name, made = await self._work(request, task)
        return self._image_answer(request, name, made)

    async def _upscale(self, request: Request) -> Response:
        params = await read_params(request, UpscaleParams)
        image = await self._sources.read(params.image_url, "imageUrl", str(request.base_url))
        output_format = "png" if params.output_format is UNSET else params.output_format
        factor = catalog.DEFAULT_UPSCALE_FACTOR if params.upscale_factor is UNSET else params.upscale_factor
        model = catalog.UPSCALE_MODELS[0] if params.model is UNSET else params.model
        task = {
            "task": "upscale",
            "image": image,
            "factor": factor,
            "model": model,
            "sharpen": None if params.sharpen is UNSET else params.sharpen,
            "denoise": None if params.denoise is UNSET else params.denoise,
            "format": output_format,
            "tool_plan": await self._tool_plan(model),
        }
        suffix = "jpg" if output_format == "jpeg" else "png"
        name, made = await self._work(
            request, task, suffix=suffix, megapixels=factor * factor * max(1.0, len(image) / 1.5e6)
        )
        return self._image_answer(request, name, made)

    async def _depth(self, request: Request) -> Response:
        params = await read_params(request, DepthParams)
        image = await self._sources.read(params.image_url, "imageUrl", str(request.base_url))
        task = {
            "task": "depth",
            "image": image,
            "steps": _given(params.num_inference_steps, catalog.DEFAULT_DEPTH_STEPS),
            "ensemble": _given(params.ensemble_size, catalog.DEFAULT_DEPTH_ENSEMBLE),
            "resolution": _given(params.processing_res, catalog.DEFAULT_DEPTH_RESOLUTION),
            "tool_plan": await self._tool_plan(DEPTH_ROLE),
        }
        name, made = await self._work(request, task)
        url = _output_url(request, name)
        return self._answer(DepthAnswer(depth_map_url=url, width=made["width"], height=made["height"]), made)

    async def _models(self, request: Request) -> Response:
        return self._answer(await self._model_names())

    async def _model_names(self) -> list[str]:
        own = await self._ask_local_ai(lambda local_ai: local_ai.picture_models())
        return [*(model.name for model in catalog.ALL_MODELS), *(own or ())]

    async def _tool_plan(self, role: str) -> dict[str, Any] | None:
        return await self._ask_local_ai(lambda local_ai: local_ai.plan(role))

    async def _ask_local_ai(self, question: Callable[[LocalAi], T]) -> T | None:
        """Off the event loop: it reads a file. None where there is no local AI."""
        if self._local_ai is None:
            return None
        return await asyncio.get_running_loop().run_in_executor(self._disk, question, self._local_ai)

    async def _completed_jobs(self, request: Request) -> Response:
        return self._answer(self.jobs.drain(request.path_params["game"]))

    async def _estimate(self, request: Request) -> Response:
        return self._answer(estimate(await read_params(request, EstimateParams)))

    async def _output(self, request: Request) -> Response:
        name = request.path_params["name"]
        data = await asyncio.get_running_loop().run_in_executor(self._disk, self.outputs.read, name)
        if data is None:
            raise HTTPException(404, "There is no such output, or it has expired.")
        media_type = "image/jpeg" if name.endswith(".jpg") else "image/png"
        return Response(data, media_type=media_type, headers={routes.ENGINE_HEADER: self._label})

    async def _work(
        self, request: Request, task: dict[str, Any], *, suffix: str = "png", megapixels: float = 1.0
    ) -> tuple[str, dict[str, Any]]:
        """Has a worker do the task; gives the output's name and what the worker says of it."""
        loop = asyncio.get_running_loop()
        name = self.outputs.new_name(suffix)
        task["output"] = str(self.outputs.staging_path(name))
        try:
            made = await while_connected(request, self._run(task, megapixels))
            await loop.run_in_executor(self._disk, self.outputs.publish, name)
            self._disk.submit(self.outputs.sweep_if_due, name)
        except BaseException:
            # Cancelled or failed: nothing may stay behind. Not awaited, since this task may be cancelled again.
            self._disk.submit(self.outputs.discard, name)
            raise
        return name, made

    async def _run(self, task: dict[str, Any], megapixels: float) -> dict[str, Any]:
        if task.get("picture_plan") is None and task.get("tool_plan") is None:
            return await self.pool.run(task, megapixels)
        assert self._local_ai is not None
        try:
            # Whatever its size, its worker stays a while: loading the network again may take longer than the picture.
            return await self.local_ai_pool.run(task, min(megapixels, LARGE_MEGAPIXELS / 2))
        finally:
            if self._rest is not None:
                self._rest.cancel()
            later = asyncio.get_running_loop().call_later
            self._rest = later(self._local_ai.kept_s, self.local_ai_pool.rest)

    def _image_answer(self, request: Request, name: str, made: dict[str, Any]) -> Response:
        url = _output_url(request, name)
        return self._answer(ImageAnswer(image_url=url, width=made["width"], height=made["height"]), made)

    def _answer(self, body: Any, made: dict[str, Any] | None = None) -> Response:
        """``made`` adds how long the worker took (Server-Timing, in milliseconds): the rest is the path's own cost."""
        headers = {routes.ENGINE_HEADER: self._label if made is None else made["engine"]}
        if made is not None:
            headers["Server-Timing"] = f"work;dur={made['seconds'] * 1000:.1f}"
        return json_response(body, headers=headers)


def _given(value: Any, default: T) -> T:
    return default if value is UNSET else value


def _cutout_settings(model: Any, variant: Any, resolution: Any) -> dict[str, Any]:
    """In the worker's terms; the resolution ``"2048x2048"`` becomes 2048."""
    return {
        "model": _given(model, catalog.CUTOUT_MODELS[0]),
        "variant": _given(variant, catalog.CUTOUT_VARIANTS[0]),
        "resolution": int(_given(resolution, catalog.CUTOUT_RESOLUTIONS[0]).partition("x")[0]),
    }


def _role(settings: dict[str, Any]) -> str:
    return cutout_role(settings["model"], settings["variant"])


def _generate_cutout(params: GenerateParams) -> dict[str, Any] | None:
    asked = params.remove_background
    if isinstance(asked, RemoveBackgroundOptions):
        return _cutout_settings(asked.model, asked.variant, asked.resolution)
    return _cutout_settings(UNSET, UNSET, UNSET) if asked is True else None


def _resize(params: GenerateParams) -> dict[str, Any] | None:
    """In the worker's terms."""
    asked = params.resize
    if asked is UNSET:
        return None
    return {
        "width": asked.width,
        "height": asked.height,
        "fit": asked.fit,
        "format": asked.format,
        "quality": _given(asked.jpeg_quality, DEFAULT_JPEG_QUALITY),
        "flatten": asked.flatten,
    }


def _output_url(request: Request, name: str) -> str:
    return str(request.base_url).rstrip("/") + routes.OUTPUTS.replace("{name}", name)
