"""Seamless materials: each tiles left to right and top to bottom, at any size and ratio."""

from . import decorative, flow, ground, liquid, masonry, metalwork, overlapping, timber
from .tile import TextureKind

TEXTURES: tuple[TextureKind, ...] = (
    *masonry.KINDS,
    *overlapping.KINDS,
    *timber.KINDS,
    *ground.KINDS,
    *liquid.KINDS,
    *metalwork.KINDS,
    *decorative.KINDS,
    *flow.KINDS,
)

__all__ = ["TEXTURES", "TextureKind"]
