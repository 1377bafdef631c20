"""Bytes to pixels and back: decoding with limits, encoding, thumbnails.

The one seam to Pillow. Its exceptions become SourceUnusable here. Its warnings can't arise: the formats' own classes
are opened, not ``Image.open`` with its bomb check (sizes are checked by :mod:`.probe` before), and PNG and JPEG reach
them stripped of every chunk that makes no pixel, which is where malformed metadata would raise and warn. Warning
filters are no way out, since they are global and pictures are decoded in several threads.

Colours are taken as sRGB; embedded colour profiles are not applied. Of an animation the first frame is read.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rundot_studio.domain.errors import SourceUnusable

from . import jpeg_segments, png_chunks
from .damage import damaged
from .probe import MOST_MEGAPIXELS, ImageInfo, check_size, probe
from .signatures import sniff

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image, ImageFile

__all__ = [
    "ImageInfo",
    "check_whole",
    "decode_rgba",
    "encode_jpeg",
    "encode_png",
    "probe",
    "scaled_down",
    "sniff",
    "thumbnail",
]

THUMBNAIL_QUALITY = 85
_THUMBNAIL_WEBP_METHOD = 2
_MOST_GIF_MEGAPIXELS = 80  # above, Pillow's GIF reader warns by itself
_PNG_PIXEL_CHUNKS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
# JFIF and Adobe segments decide the colour space; the other application segments and comments make no pixel.
_JPEG_METADATA = frozenset({*range(0xE0, 0xF0), jpeg_segments.COMMENT}) - {jpeg_segments.APP0, jpeg_segments.APP14}


def decode_rgba(data: bytes, max_megapixels: float = MOST_MEGAPIXELS) -> NDArray[np.uint8]:
    """The picture upright as straight RGBA, shape (height, width, 4), uint8, writable.

    16-bit channels are rounded to 8, palettes and greys expanded, CMYK converted; opaque pictures get alpha 255.
    Raises SourceUnusable.
    """
    import numpy as np

    info = probe(data)
    check_size(info, max_megapixels)
    image = _turned(_to_rgb_or_rgba(data, _load(data, info), info), info.orientation)
    return np.array(image if image.mode == "RGBA" else image.convert("RGBA"))


def check_whole(data: bytes) -> ImageInfo:
    """Reads everything there is to be sure that the picture arrived whole: checksums, end marks, every pixel.

    Raises SourceUnusable. Formats without checksums (JPEG, WebP, GIF) can hide damage inside their pixels. Of an
    animation only the first frame's pixels are unpacked.
    """
    info = probe(data)
    if info.format == "png":
        png_chunks.check_sums(data)
        if png_chunks.check_pixels(data):
            return info
    elif info.format == "jpeg" and not jpeg_segments.has_end(data):
        raise damaged("jpeg", "its end is missing")
    elif info.format == "gif" and not data.rstrip(b"\0").endswith(b";"):
        raise damaged("gif", "its end is missing")
    _load(data, info)
    return info


def encode_png(array: NDArray[np.uint8] | NDArray[np.uint16], compression: int = 6) -> bytes:
    """A PNG of grey (height, width), grey and alpha, RGB or RGBA (height, width, 2, 3 or 4); uint8 or uint16.

    ``compression`` is zlib's level, 0 to 9. Raises ValueError for any other array.
    """
    import numpy as np
    from PIL import Image

    from . import deep_png

    if array.ndim == 3 and array.shape[2] == 1:
        array = array[:, :, 0]
    fits = array.ndim == 2 or array.shape[2:] in ((2,), (3,), (4,))
    if not fits or array.size == 0 or array.dtype not in (np.uint8, np.uint16):
        raise ValueError(f"a PNG can't hold an array of {array.shape}, {array.dtype}")
    if array.dtype == np.uint16:
        return deep_png.encode(array.astype(np.uint16, copy=False), compression)
    return _save(Image.fromarray(np.ascontiguousarray(array)), "PNG", compress_level=compression)


def encode_jpeg(
    array: NDArray[np.uint8], quality: int = 92, background: tuple[int, int, int] = (255, 255, 255)
) -> bytes:
    """A JPEG of grey (height, width), RGB or RGBA (height, width, 3 or 4), uint8; ``quality`` 1 to 100.

    JPEG has no transparency: RGBA is laid over ``background``. Colour is kept at full resolution from quality 90 on.
    Raises ValueError for any other array.
    """
    import numpy as np
    from PIL import Image

    if array.dtype != np.uint8 or array.size == 0 or not (array.ndim == 2 or array.shape[2:] in ((3,), (4,))):
        raise ValueError(f"a JPEG can't hold an array of {array.shape}, {array.dtype}")
    image = Image.fromarray(np.ascontiguousarray(array))
    if image.mode == "RGBA":
        opaque = Image.new("RGBA", image.size, (*background, 255))
        image = Image.alpha_composite(opaque, image).convert("RGB")
    return _save(image, "JPEG", quality=quality, subsampling=0 if quality >= 90 else 2)


def thumbnail(data: bytes, size_px: int) -> bytes:
    """The picture upright, scaled down by area to fit ``size_px`` square: JPEG, or WebP if any pixel is transparent.

    Never enlarged. Raises SourceUnusable.
    """
    from PIL import Image

    info = probe(data)
    image = _to_rgb_or_rgba(data, _load(data, info, enough_px=size_px), info)
    fitted = _fitted(image.size, size_px)
    if fitted != image.size:
        image = image.resize(fitted, Image.Resampling.BOX, reducing_gap=3.0)
    image = _turned(image, info.orientation)
    if image.mode == "RGBA" and image.getchannel("A").getextrema()[0] == 255:
        image = image.convert("RGB")
    if image.mode == "RGBA":
        return _save(image, "WEBP", quality=THUMBNAIL_QUALITY, method=_THUMBNAIL_WEBP_METHOD)
    return _save(image, "JPEG", quality=THUMBNAIL_QUALITY)


def scaled_down(array: NDArray[np.uint8], most_px: int) -> NDArray[np.uint8]:
    """RGB or RGBA (height, width, 3 or 4), uint8, with a longer side of at most ``most_px``; never enlarged.

    Lanczos; colours count by their opacity.
    """
    import numpy as np
    from PIL import Image

    image = Image.fromarray(np.ascontiguousarray(array))
    fitted = _fitted(image.size, most_px)
    return array if fitted == image.size else np.array(image.resize(fitted, Image.Resampling.LANCZOS))


@contextmanager
def _pillow_faults(picture_format: str) -> Iterator[None]:
    try:
        yield
    except SourceUnusable:
        raise
    except MemoryError as error:
        raise SourceUnusable("There is not enough memory to open this picture.", "Scale it down first.") from error
    except Exception as error:
        # On malformed data Pillow raises nearly every built-in type, from OSError to struct.error and KeyError.
        raise damaged(picture_format, "its pixels can't be read") from error


def _load(data: bytes, info: ImageInfo, enough_px: int | None = None) -> Image.Image:
    """The pixels as stored, in Pillow's mode for them.

    ``enough_px``: a JPEG may be decoded at a half, a quarter or an eighth, but not smaller than that.
    """
    if info.format == "gif":
        check_size(info, _MOST_GIF_MEGAPIXELS)
    stream = io.BytesIO(_pixels_only(data, info.format))
    with _pillow_faults(info.format):
        image = _reader(stream, info.format)
        if enough_px is not None:
            image.draft(image.mode, _fitted(image.size, enough_px))
        image.load()
    return image


def _reader(stream: io.BytesIO, picture_format: str) -> ImageFile.ImageFile:
    """Pillow's reader for exactly this format, nothing decoded yet."""
    if picture_format == "png":
        from PIL.PngImagePlugin import PngImageFile

        return PngImageFile(stream)
    if picture_format == "jpeg":
        from PIL.JpegImagePlugin import JpegImageFile

        return JpegImageFile(stream)
    if picture_format == "webp":
        from PIL.WebPImagePlugin import WebPImageFile

        return WebPImageFile(stream)
    from PIL.GifImagePlugin import GifImageFile

    return GifImageFile(stream)


def _pixels_only(data: bytes, picture_format: str) -> bytes:
    if picture_format == "png":
        return _png_pixels_only(data)
    if picture_format == "jpeg":
        return _jpeg_pixels_only(data)
    return data


def _png_pixels_only(data: bytes) -> bytes:
    """Without metadata, animation, and colour keys: :func:`_key_alpha` applies those, as Pillow misses some."""
    keyed = png_chunks.read_header(data).color_type in (0, 2)
    chunks = [
        data[chunk.start : chunk.end]
        for chunk in png_chunks.walk(data)
        if chunk.kind in _PNG_PIXEL_CHUNKS and not (keyed and chunk.kind in (b"PLTE", b"tRNS"))
    ]
    return png_chunks.SIGNATURE + b"".join(chunks)


def _jpeg_pixels_only(data: bytes) -> bytes:
    pieces = [data[:2]]
    segment = None
    for segment in jpeg_segments.walk(data):
        if segment.marker not in _JPEG_METADATA:
            pieces.append(data[segment.start : segment.end])
    if segment is not None:
        pieces.append(data[segment.end :])
    return b"".join(pieces)


def _to_rgb_or_rgba(data: bytes, image: Image.Image, info: ImageInfo) -> Image.Image:
    """As the picture is meant to be seen, in mode RGB or RGBA."""
    from PIL import Image

    key_alpha = (
        _key_alpha(data, image) if info.format == "png" and image.mode in ("1", "L", "I;16", "I", "RGB") else None
    )
    if image.mode.startswith("I"):
        image = Image.fromarray(_round_to_8_bits(image))
    transparent = image.mode in ("LA", "PA", "RGBA") or "transparency" in image.info
    image = image.convert("RGBA" if transparent else "RGB")
    if key_alpha is not None:
        image.putalpha(key_alpha)
    return image


def _round_to_8_bits(image: Image.Image) -> NDArray[np.uint8]:
    import numpy as np

    values = np.clip(np.asarray(image).astype(np.uint32), 0, 0xFFFF)
    return ((values + 128) // 257).astype(np.uint8)


def _key_alpha(data: bytes, image: Image.Image) -> Image.Image | None:
    """Alpha of a grey or RGB PNG that names one colour as transparent in ``tRNS``; None if it names none."""
    import numpy as np
    from PIL import Image

    chunk = next((chunk for chunk in png_chunks.walk(data) if chunk.kind == b"tRNS"), None)
    if chunk is None:
        return None
    header = png_chunks.read_header(data)
    values = np.asarray(image).astype(np.int32)
    body = data[chunk.body_start : chunk.body_end]
    numbers = [int.from_bytes(body[at : at + 2], "big") for at in range(0, len(body), 2)]
    if len(numbers) != (3 if header.color_type == 2 else 1):
        raise damaged("png", "its transparent colour is not a colour")
    if image.mode == "RGB":
        # Pillow keeps the high byte of 16-bit colours.
        key = np.array([number >> 8 if header.bit_depth == 16 else number for number in numbers])
        opaque = (values != key).any(axis=2)
    else:
        widening = {1: 1, 2: 85, 4: 17, 8: 1, 16: 1}[header.bit_depth]
        opaque = values != numbers[0] * widening
    return Image.fromarray(opaque.astype(np.uint8) * np.uint8(255))


def _turned(image: Image.Image, orientation: int) -> Image.Image:
    from PIL.Image import Transpose

    methods = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    method = methods.get(orientation)
    return image if method is None else image.transpose(method)


def _fitted(size: tuple[int, int], most_px: int) -> tuple[int, int]:
    width, height = size
    scale = min(1.0, most_px / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _save(image: Image.Image, picture_format: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, picture_format, **options)
    return buffer.getvalue()
