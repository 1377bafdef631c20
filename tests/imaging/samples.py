"""Pictures for these tests, made with Pillow so that what is read was written by someone else."""

import io
import zlib
from typing import Any

import numpy as np
from PIL import Image


def colours(width: int = 24, height: int = 16, channels: int = 4, seed: int = 7) -> np.ndarray:
    """Smooth random colours with every alpha: (height, width, channels), uint8."""
    random = np.random.default_rng(seed)
    coarse = random.integers(0, 256, (4, 5, channels), np.uint8)
    image = Image.fromarray(coarse).resize((width, height), Image.Resampling.BILINEAR)
    return np.array(image)


def saved(picture: np.ndarray | Image.Image, picture_format: str, **options: Any) -> bytes:
    image = picture if isinstance(picture, Image.Image) else Image.fromarray(picture)
    buffer = io.BytesIO()
    image.save(buffer, picture_format, **options)
    return buffer.getvalue()


def png(**options: Any) -> bytes:
    return saved(colours(), "PNG", **options)


def jpeg(**options: Any) -> bytes:
    return saved(colours(channels=3), "JPEG", **options)


def webp(channels: int = 4, **options: Any) -> bytes:
    return saved(colours(channels=channels), "WEBP", **options)


def gif(frames: int = 1) -> bytes:
    stills = [Image.fromarray(colours(channels=3, seed=seed)) for seed in range(frames)]
    return saved(stills[0], "GIF", save_all=True, append_images=stills[1:])


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def with_png_chunks(data: bytes, *chunks: bytes) -> bytes:
    """``chunks`` put right after the header chunk."""
    return data[:33] + b"".join(chunks) + data[33:]


def raw_png(width: int, height: int, bit_depth: int, color_type: int, rows: bytes, *chunks: bytes) -> bytes:
    """A PNG from filtered rows, for kinds of pixels that Pillow does not write."""
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((bit_depth, color_type, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + b"".join(chunks)
        + png_chunk(b"IDAT", zlib.compress(rows))
        + png_chunk(b"IEND", b"")
    )


def exif(**tags: Any) -> bytes:
    """EXIF as Pillow writes it, with ``orientation`` or ``camera``."""
    made = Image.Exif()
    if "orientation" in tags:
        made[0x0112] = tags["orientation"]
    if "camera" in tags:
        made[0x0110] = tags["camera"]
    return made.tobytes()
