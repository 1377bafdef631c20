"""The styles a prompt can ask for: which shading draws the subject, which filter redraws the whole."""

from dataclasses import dataclass

from .filters import blueprint, comic, flat, ink, low_poly, oil, pencil, pixel, stained_glass, watercolor
from .filters.surface import Filter


@dataclass(frozen=True)
class StyleKind:
    """A style by its words.

    ``shading`` is how :func:`shading.render` draws a subject; ``filter`` redraws a scene, a texture and, if
    ``filters_subject``, a lone subject too; ``photo`` redraws a reference photograph. ``grid_cells``: the subject is
    drawn as a sprite on a grid of so many cells. ``on_paper``: a lone subject stands on open paper, without backdrop.
    ``soft`` techniques show nothing finer than a pixel of a 2K picture and are worked at that size.
    """

    name: str
    words: tuple[str, ...]
    shading: str = "painted"
    filter: Filter | None = None
    filters_subject: bool = False
    photo: Filter | None = None
    grid_cells: int | None = None
    on_paper: bool = False
    soft: bool = False


STYLES: tuple[StyleKind, ...] = (
    StyleKind(
        "painted",
        (
            "painted",
            "digital painting",
            "digital art",
            "hand painted",
            "hand-painted",
            "concept art",
            "fantasy art",
            "illustration",
            "realistic",
            "render",
            "3d render",
            "artstation",
        ),
        photo=oil.apply,
    ),
    StyleKind(
        "cel",
        ("cel", "cel shaded", "cel shading", "cartoon", "cartoony", "cartoonish", "anime", "toon", "toon shaded"),
        shading="cel",
        filter=comic.apply_cel,
        photo=comic.apply_cel,
    ),
    StyleKind(
        "flat",
        (
            "flat",
            "flat vector",
            "vector",
            "vector art",
            "flat design",
            "minimalist",
            "minimal",
            "minimalistic",
            "simple",
        ),
        shading="flat",
        filter=flat.apply,
        photo=flat.apply,
    ),
    StyleKind(
        "pixel",
        (
            "pixel",
            "pixel art",
            "pixelart",
            "pixelated",
            "pixels",
            "8 bit",
            "8bit",
            "16 bit",
            "16bit",
            "32 bit",
            "retro game",
            "sprite sheet style",
            "low res",
        ),
        shading="pixel",
        filter=pixel.apply,
        photo=pixel.apply,
        grid_cells=64,
    ),
    StyleKind(
        "icon",
        ("icon", "game icon", "app icon", "inventory icon", "item icon", "ui icon", "badge", "emblem", "sticker"),
        shading="icon",
    ),
    StyleKind(
        "watercolor",
        ("watercolor", "watercolour", "water color", "water colour", "aquarelle", "watercolor painting"),
        filter=watercolor.apply,
        filters_subject=True,
        photo=watercolor.apply,
        soft=True,
        on_paper=True,
    ),
    StyleKind(
        "oil",
        (
            "oil",
            "oil painting",
            "oil paint",
            "painterly",
            "impressionist",
            "impressionism",
            "gouache",
            "impasto",
            "brush strokes",
        ),
        filter=oil.apply,
        filters_subject=True,
        photo=oil.apply,
        soft=True,
    ),
    StyleKind(
        "ink",
        (
            "ink",
            "ink drawing",
            "pen and ink",
            "engraving",
            "etching",
            "line art",
            "lineart",
            "manga",
            "woodcut",
            "hatching",
            "black and white",
        ),
        shading="painted",
        filter=ink.apply,
        filters_subject=True,
        photo=ink.apply,
        on_paper=True,
    ),
    StyleKind(
        "pencil",
        (
            "pencil",
            "pencil sketch",
            "pencil drawing",
            "sketch",
            "sketched",
            "graphite",
            "charcoal",
            "drawing",
            "doodle",
        ),
        filter=pencil.apply,
        filters_subject=True,
        photo=pencil.apply,
        on_paper=True,
    ),
    StyleKind(
        "low poly",
        ("low poly", "lowpoly", "low polygon", "polygonal", "polygon art", "faceted", "geometric", "origami"),
        filter=low_poly.apply,
        filters_subject=True,
        photo=low_poly.apply,
    ),
    StyleKind(
        "comic",
        ("comic", "comic book", "comics", "halftone", "pop art", "graphic novel", "superhero comic"),
        shading="flat",
        filter=comic.apply,
        filters_subject=True,
        photo=comic.apply,
    ),
    StyleKind(
        "stained glass",
        ("stained glass", "stained-glass", "mosaic", "cathedral window"),
        filter=stained_glass.apply,
        filters_subject=True,
        photo=stained_glass.apply,
    ),
    StyleKind(
        "blueprint",
        ("blueprint", "schematic", "technical drawing", "cyanotype"),
        filter=blueprint.apply,
        filters_subject=True,
        photo=blueprint.apply,
        on_paper=True,
    ),
)

STYLE_BY_NAME = {style.name: style for style in STYLES}
