"""One picture as a file for a game: as stored, in another format, or trimmed to its alpha."""

from rundot_studio.imaging import codec, recipe_chunks, sprites

PADDING_PX = 2
"""Transparent border of a trimmed sprite, so that filtering in the engine has something to read."""


def as_format(data: bytes, image_format: str) -> bytes:
    """The same picture as ``png`` or ``jpeg``; unchanged bytes if it already is. The recipe goes along. Blocking."""
    if codec.sniff(data) == image_format:
        return data
    pixels = codec.decode_rgba(data)
    encoded = codec.encode_png(pixels) if image_format == "png" else codec.encode_jpeg(pixels)
    text = recipe_chunks.extract(data)
    return recipe_chunks.embed(encoded, text) if text else encoded


def trimmed(data: bytes) -> bytes:
    """A PNG cut to the alpha's bounding box, with a small border and the recipe kept. Blocking."""
    pixels, _ = sprites.trim(codec.decode_rgba(data))
    encoded = codec.encode_png(sprites.pad(sprites.bleed(pixels), PADDING_PX))
    text = recipe_chunks.extract(data)
    return recipe_chunks.embed(encoded, text) if text else encoded
