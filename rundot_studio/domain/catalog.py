"""The tables of the specification: models, ratios, sizes, tools, every bound, and what each API level allows.

Bounds are declared here once; ``protocol.schema`` puts them on the fields of the wire, and both ends check them.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Model:
    """A picture model: its name on the wire, what artists call it, what it is best for."""

    name: str
    label: str
    best_for: str
    sizes: tuple[str, ...] = ("1K",)
    answered_as: str | None = None
    """The model a retired name is answered by."""


MODELS = (
    Model("gemini-3.1-flash-image-preview", "Nano Banana 2", "Fast iteration at Flash speed"),
    Model(
        "gemini-3-pro-image-preview",
        "Nano Banana Pro",
        "Studio quality, complex layouts, true 2K and 4K",
        sizes=("1K", "2K", "4K"),
    ),
    Model("gpt-image-1", "GPT Image 1", "Retired: answered by GPT Image 2", answered_as="gpt-image-2"),
    Model("gpt-image-2", "GPT Image 2", "OpenAI image model"),
)
"""Those of the specification."""
LITE_MODEL = Model("gemini-3.1-flash-lite-image", "Nano Banana 2 Lite", "The cheapest: first drafts by the dozen")
ALL_MODELS = (*MODELS, LITE_MODEL)
DEFAULT_MODEL = MODELS[0].name
PRO_MODEL = MODELS[1].name
MODEL_NAMES = tuple(model.name for model in MODELS)


def model_named(name: str) -> Model | None:
    """The catalogue's entry, at whatever level, or None for a model it does not know."""
    return next((model for model in ALL_MODELS if model.name == name), None)


@dataclass(frozen=True)
class ApiLevel:
    """What a version of the service's API allows. Levels only ever add."""

    name: str
    models: tuple[Model, ...]
    most_references: int
    resizes: bool
    """Whether ``generate`` takes ``resize``."""


SPECIFICATION_LEVEL = ApiLevel("5.21", MODELS, most_references=5, resizes=False)
LATEST_LEVEL = ApiLevel("5.28", ALL_MODELS, most_references=10, resizes=True)
API_LEVELS = (SPECIFICATION_LEVEL, LATEST_LEVEL)


def level_named(name: str) -> ApiLevel | None:
    """The level, or None for a name that is none."""
    return next((level for level in API_LEVELS if level.name == name), None)


@dataclass(frozen=True)
class AspectRatio:
    """One of the ten shapes, with the pixels of its 1K picture."""

    name: str
    width: int
    height: int
    best_for: str


ASPECT_RATIOS = (
    AspectRatio("1:1", 1024, 1024, "Square icons, avatars, profile pictures"),
    AspectRatio("2:3", 832, 1248, "Portrait characters, mobile wallpapers"),
    AspectRatio("3:2", 1248, 832, "Landscape scenes, desktop wallpapers"),
    AspectRatio("3:4", 864, 1184, "Portrait photos, card art"),
    AspectRatio("4:3", 1184, 864, "Standard landscape, game UI"),
    AspectRatio("4:5", 896, 1152, "Social media posts"),
    AspectRatio("5:4", 1152, 896, "Landscape photos"),
    AspectRatio("9:16", 768, 1344, "Phone wallpapers, vertical video"),
    AspectRatio("16:9", 1344, 768, "Widescreen, game backgrounds"),
    AspectRatio("21:9", 1536, 672, "Ultra-wide panoramas"),
)
ASPECT_RATIO_NAMES = tuple(ratio.name for ratio in ASPECT_RATIOS)
DEFAULT_ASPECT_RATIO = "1:1"
IMAGE_SIZES = ("1K", "2K", "4K")
DEFAULT_IMAGE_SIZE = "1K"
SIZE_FACTORS = {"1K": 1, "2K": 2, "4K": 4}


def pixel_size(aspect_ratio: str, image_size: str = DEFAULT_IMAGE_SIZE) -> tuple[int, int]:
    """(width, height) of the engine's picture. Raises KeyError or StopIteration for names that were not checked."""
    ratio = next(ratio for ratio in ASPECT_RATIOS if ratio.name == aspect_ratio)
    factor = SIZE_FACTORS[image_size]
    return ratio.width * factor, ratio.height * factor


@dataclass(frozen=True)
class Bounds:
    """Both ends included."""

    low: int
    high: int


SEED = Bounds(0, 2_147_483_647)
MAX_REFERENCES = SPECIFICATION_LEVEL.most_references
MAX_REFERENCE_BYTES = 10 * 1024 * 1024
UPSCALE_FACTOR = Bounds(1, 4)
AMOUNT = Bounds(0, 1)
"""Sharpen and denoise."""
DEPTH_STEPS = Bounds(1, 50)
DEPTH_ENSEMBLE = Bounds(1, 20)
DEPTH_RESOLUTION = Bounds(0, 4096)

RESIZE_SIDE = Bounds(1, 4096)
JPEG_QUALITY = Bounds(1, 100)

DEFAULT_UPSCALE_FACTOR = 2.0
DEFAULT_DEPTH_STEPS = 10
DEFAULT_DEPTH_ENSEMBLE = 10
DEFAULT_DEPTH_RESOLUTION = 0

CUTOUT_MODELS = ("bria", "birefnet")
CUTOUT_VARIANTS = ("light", "heavy", "portrait")
CUTOUT_RESOLUTIONS = ("1024x1024", "2048x2048")
UPSCALE_MODELS = ("standard-v2", "low-resolution-v2", "cgi", "high-fidelity-v2", "recovery-v2")
UPSCALE_FORMATS = ("png", "jpeg")
RESIZE_FITS = ("cover", "contain", "fill", "inside", "outside")
RESIZE_FORMATS = ("png", "jpeg")

UTILITY_LIFETIME_S = 7 * 24 * 3600
"""How long the outputs of the utilities stay fetchable, by the specification."""

CUTOUT_BEST_FOR = {
    "bria": "Fast iteration, game sprites",
    "birefnet light": "General use, higher fidelity",
    "birefnet heavy": "Complex edges, fine detail",
    "birefnet portrait": "Characters, portraits",
}
UPSCALE_BEST_FOR = {
    "standard-v2": "General-purpose upscaling",
    "low-resolution-v2": "Very low-res inputs: pixel art, thumbnails",
    "cgi": "3D renders and CGI content",
    "high-fidelity-v2": "Preserving fine detail and texture",
    "recovery-v2": "Heavily compressed or degraded images",
}
