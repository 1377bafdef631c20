"""How a picture's fault is told: one wording for every format. Decoders' own exceptions never leave this package."""

from rundot_studio.domain.errors import SourceUnusable

FORMAT_NAMES = {"png": "PNG", "jpeg": "JPEG", "webp": "WebP", "gif": "GIF"}
READABLE = "PNG, JPEG, WebP or GIF"


def damaged(picture_format: str, detail: str) -> SourceUnusable:
    """A picture of a known format that breaks off or contradicts itself; ``detail`` ends the sentence."""
    return SourceUnusable(
        f"The {FORMAT_NAMES[picture_format]} picture is damaged: {detail}.",
        "Open it in a paint program and save it again, or fetch it once more.",
    )


def not_a_picture(kind: str | None) -> SourceUnusable:
    """Data that is not a readable picture; ``kind`` is what it was recognised as, None for nothing known."""
    if kind is None:
        return SourceUnusable("This is not a picture.", f"Use a {READABLE} file.")
    return SourceUnusable(f"This is not a picture that can be read: it is {kind}.", f"Save it as {READABLE}.")
