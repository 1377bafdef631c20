"""What travels: msgspec structs, camelCase on the wire, every bound of the specification on its field.

``parse`` is the only way in, for both ends: the client builds requests with it, the engine reads them with it, and a
broken rule is a :class:`~rundot_studio.domain.errors.RuleBroken` that names field, value and what is allowed.
"""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from rundot_studio.domain import catalog

AspectRatioName = Literal["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"]
ImageSizeName = Literal["1K", "2K", "4K"]
CutoutModelName = Literal["bria", "birefnet"]
CutoutVariantName = Literal["light", "heavy", "portrait"]
CutoutResolutionName = Literal["1024x1024", "2048x2048"]
UpscaleModelName = Literal["standard-v2", "low-resolution-v2", "cgi", "high-fidelity-v2", "recovery-v2"]
UpscaleFormatName = Literal["png", "jpeg"]
ResizeFitName = Literal["cover", "contain", "fill", "inside", "outside"]
ResizeFormatName = Literal["png", "jpeg"]

Prompt = Annotated[str, Meta(min_length=1)]
Source = Annotated[str, Meta(min_length=1)]
Seed = Annotated[int, Meta(ge=catalog.SEED.low, le=catalog.SEED.high)]
References = Annotated[list[Source], Meta(max_length=catalog.LATEST_LEVEL.most_references)]
ResizeSide = Annotated[int, Meta(ge=catalog.RESIZE_SIDE.low, le=catalog.RESIZE_SIDE.high)]
JpegQuality = Annotated[int, Meta(ge=catalog.JPEG_QUALITY.low, le=catalog.JPEG_QUALITY.high)]
UpscaleFactor = Annotated[float, Meta(ge=catalog.UPSCALE_FACTOR.low, le=catalog.UPSCALE_FACTOR.high)]
Amount = Annotated[float, Meta(ge=catalog.AMOUNT.low, le=catalog.AMOUNT.high)]
DepthSteps = Annotated[int, Meta(ge=catalog.DEPTH_STEPS.low, le=catalog.DEPTH_STEPS.high)]
DepthEnsemble = Annotated[int, Meta(ge=catalog.DEPTH_ENSEMBLE.low, le=catalog.DEPTH_ENSEMBLE.high)]
DepthResolution = Annotated[int, Meta(ge=catalog.DEPTH_RESOLUTION.low, le=catalog.DEPTH_RESOLUTION.high)]
Quantity = Annotated[int, Meta(ge=1, le=1000)]
Megapixels = Annotated[float, Meta(ge=0, le=1000)]


class Wire(msgspec.Struct, rename="camel", omit_defaults=True, kw_only=True):
    """Base: camelCase names, absent options left out, unknown fields of newer services ignored."""


class RemoveBackgroundOptions(Wire):
    """BiRefNet's variant and resolution are accepted and ignored for Bria, as the specification says."""

    model: CutoutModelName = "bria"
    variant: CutoutVariantName | UnsetType = UNSET
    resolution: CutoutResolutionName | UnsetType = UNSET


class ResizeOptions(Wire):
    """Since API level 5.28. Applied after background removal."""

    width: ResizeSide
    height: ResizeSide
    fit: ResizeFitName = "cover"
    format: ResizeFormatName = "png"
    jpeg_quality: JpegQuality | UnsetType = UNSET
    flatten: bool = False


class GenerateParams(Wire):
    """At the latest level; ``rules.parse`` refuses what an earlier one does not have."""

    prompt: Prompt
    negative_prompt: str | UnsetType = UNSET
    aspect_ratio: AspectRatioName | UnsetType = UNSET
    image_size: ImageSizeName | UnsetType = UNSET
    reference_images: References | UnsetType = UNSET
    seed: Seed | UnsetType = UNSET
    remove_background: bool | RemoveBackgroundOptions | UnsetType = UNSET
    model: str | UnsetType = UNSET
    resize: ResizeOptions | UnsetType = UNSET


class RemoveBackgroundParams(Wire):
    image_url: Source
    model: CutoutModelName | UnsetType = UNSET
    variant: CutoutVariantName | UnsetType = UNSET
    resolution: CutoutResolutionName | UnsetType = UNSET


class UpscaleParams(Wire):
    image_url: Source
    model: UpscaleModelName | UnsetType = UNSET
    upscale_factor: UpscaleFactor | UnsetType = UNSET
    sharpen: Amount | UnsetType = UNSET
    denoise: Amount | UnsetType = UNSET
    face_enhancement: bool | UnsetType = UNSET
    output_format: UpscaleFormatName | UnsetType = UNSET


class DepthParams(Wire):
    image_url: Source
    num_inference_steps: DepthSteps | UnsetType = UNSET
    ensemble_size: DepthEnsemble | UnsetType = UNSET
    processing_res: DepthResolution | UnsetType = UNSET


class Credits(Wire):
    """``remaining`` is None where the balance is not finite."""

    used: float
    remaining: float | None = None


class GenerateAnswer(Wire):
    generation_id: str
    image_url: str
    prompt: str
    model: str
    seed: int
    credits: Credits | UnsetType | None = UNSET


class ImageAnswer(Wire):
    """remove-background and upscale-image."""

    image_url: str
    width: int
    height: int
    credits: Credits | UnsetType | None = UNSET


class DepthAnswer(Wire):
    depth_map_url: str
    width: int
    height: int
    credits: Credits | UnsetType | None = UNSET


class JobEvent(Wire):
    job_id: str
    status: Literal["completed", "failed"]
    params: GenerateParams
    result: GenerateAnswer | UnsetType = UNSET
    error: str | UnsetType = UNSET


class CompletedJobs(Wire):
    jobs: list[JobEvent]


class DrainedJobs(Wire):
    """:class:`CompletedJobs` as the client takes it: each event as it came, so that none is lost for being odd."""

    jobs: list[msgspec.Raw]


class JobAccepted(Wire, omit_defaults=False):
    """What the embedded engine answers, with 202, to a generate call that it finishes in the background.

    The specification gives no form for this; ``job_id`` is that of the :class:`JobEvent` that follows.
    """

    job_id: str
    status: Literal["pending"] = "pending"


class EstimateParams(Wire):
    """What would be billed. ``quantity`` pictures of the kind; ``output_mp`` is the megapixels of an upscaled picture.

    The service tells no bounds for the last two; ours only keep the sum finite.
    """

    kind: Literal["image", "upscale"]
    game_id: Source
    model: str | UnsetType = UNSET
    image_size: ImageSizeName | UnsetType = UNSET
    remove_background: bool | UnsetType = UNSET
    bg_removal_model: CutoutModelName | UnsetType = UNSET
    quantity: Quantity | UnsetType = UNSET
    content_type: str | UnsetType = UNSET
    output_mp: Megapixels | UnsetType = UNSET


class EstimateAnswer(Wire, omit_defaults=False):
    """Credits for the whole quantity. Where ``exact`` is false, the bill lies between low and high."""

    kind: str
    credits: float
    low_credits: float | None = None
    high_credits: float | None = None
    lower_percent: float | None = None
    upper_percent: float | None = None
    exact: bool = False
    reason: str | None = None


class ErrorDetail(Wire):
    loc: Any = None
    type: Any = None
    reason: Any = None
    msg: Any = None


class ErrorBody(Wire):
    """A failed call's answer. Branch on ``code``, never on text."""

    error: str = ""
    message: str = ""
    code: str = ""
    detail: str = ""
    error_detail: ErrorDetail | None = None
    retry_after_ms: float | None = None
