import io
import struct
import warnings
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from rundot_studio.domain.errors import SourceUnusable
from rundot_studio.imaging.codec import (
    check_whole,
    decode_rgba,
    encode_jpeg,
    encode_png,
    probe,
    thumbnail,
)
from tests.imaging import samples

STILLS = {
    "png": samples.png(),
    "jpeg": samples.jpeg(),
    "webp": samples.webp(),
    "lossless webp": samples.webp(lossless=True),
    "gif": samples.gif(),
}
every_still = pytest.mark.parametrize("data", STILLS.values(), ids=STILLS.keys())


class TestProbe:
    @pytest.mark.parametrize(
        ("data", "picture_format", "has_alpha", "frames"),
        [
            (samples.png(), "png", True, 1),
            (samples.saved(samples.colours(channels=3), "PNG"), "png", False, 1),
            (samples.jpeg(), "jpeg", False, 1),
            (samples.webp(), "webp", True, 1),
            (samples.webp(3), "webp", False, 1),
            (samples.webp(lossless=True), "webp", True, 1),
            (samples.webp(3, lossless=True), "webp", False, 1),
            (samples.gif(), "gif", False, 1),
            (samples.gif(3), "gif", False, 3),
        ],
    )
    def test_tells_what_a_picture_is(self, data: bytes, picture_format: str, has_alpha: bool, frames: int) -> None:
        info = probe(data)
        assert (info.format, info.width, info.height) == (picture_format, 24, 16)
        assert (info.has_alpha, info.frames) == (has_alpha, frames)

    def test_transparent_palette_entry_counts_as_alpha(self) -> None:
        palette = samples.opened(samples.png()).convert("RGB").quantize(8)
        assert probe(samples.saved(palette, "PNG", transparency=0)).has_alpha
        assert probe(samples.saved(palette, "GIF", transparency=0)).has_alpha
        assert not probe(samples.saved(palette, "PNG")).has_alpha

    def test_counts_the_frames_of_animations(self) -> None:
        stills = [Image.fromarray(samples.colours(seed=seed)) for seed in range(4)]
        for picture_format in ("PNG", "WEBP"):
            data = samples.saved(stills[0], picture_format, save_all=True, append_images=stills[1:])
            assert probe(data).frames == 4

    def test_size_is_that_of_the_picture_as_seen(self) -> None:
        info = probe(samples.jpeg(exif=samples.exif(orientation=6)))
        assert (info.width, info.height) == (16, 24)

    def test_needs_the_head_only(self) -> None:
        data = samples.saved(samples.colours(600, 400), "PNG", compress_level=0)
        assert len(data) > 900_000
        with pytest.raises(SourceUnusable):
            check_whole(data[:100])
        jpeg = samples.saved(samples.colours(600, 400, 3), "JPEG", quality=95)
        assert probe(jpeg[:1000]).width == 600

    @pytest.mark.parametrize(("width", "height"), [(16385, 1), (1, 16385), (0, 5), (5, 0), (2**31 - 1, 2**31 - 1)])
    def test_refuses_impossible_sizes_without_decoding(self, width: int, height: int) -> None:
        with pytest.raises(SourceUnusable):
            probe(samples.raw_png(width, height, 8, 6, b""))

    @pytest.mark.parametrize("data", [b"", b"\0" * 50, b"GIF89a", b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBP"])
    def test_refuses_what_is_no_whole_header(self, data: bytes) -> None:
        with pytest.raises(SourceUnusable):
            probe(data)

    def test_says_what_came_in_place_of_a_picture(self) -> None:
        with pytest.raises(SourceUnusable, match="html"):
            probe(b"<!doctype html><title>Sign in</title>")


class TestDecode:
    @every_still
    def test_agrees_with_pillow(self, data: bytes) -> None:
        assert np.array_equal(decode_rgba(data), np.asarray(samples.opened(data).convert("RGBA")))

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
    def test_reads_every_mode_of_png(self, mode: str) -> None:
        image = samples.opened(samples.png()).convert(mode)
        assert np.array_equal(decode_rgba(samples.saved(image, "PNG")), np.asarray(image.convert("RGBA")))

    def test_palette_alphas_are_kept(self) -> None:
        palette = samples.opened(samples.png()).quantize(16)
        data = samples.saved(palette, "PNG")
        alphas = decode_rgba(data)[..., 3]
        assert len(np.unique(alphas)) > 2
        assert np.array_equal(decode_rgba(data), np.asarray(palette.convert("RGBA")))

    def test_cmyk_jpeg(self) -> None:
        red = Image.new("CMYK", (8, 8), (0, 255, 255, 0))
        assert np.abs(decode_rgba(samples.saved(red, "JPEG"))[4, 4].astype(int) - (255, 0, 0, 255)).max() < 4

    def test_grey_jpeg(self) -> None:
        data = samples.saved(samples.colours(channels=3)[..., 0], "JPEG")
        pixels = decode_rgba(data)
        assert np.array_equal(pixels[..., 0], pixels[..., 2])

    @pytest.mark.parametrize("channels", [1, 2, 3, 4])
    def test_16_bits_are_brought_to_8(self, channels: int) -> None:
        eight = samples.colours(channels=4)[..., :channels]
        deep = np.squeeze(eight.astype(np.uint16) * 257)
        pixels = decode_rgba(encode_png(deep))
        colour = eight[..., :3] if channels >= 3 else eight[..., :1].repeat(3, axis=2)
        alpha = eight[..., -1] if channels in (2, 4) else np.full(eight.shape[:2], 255)
        assert np.array_equal(pixels, np.dstack([colour, alpha]))

    @pytest.mark.parametrize(("bit_depth", "row"), [(1, 0b01000000), (2, 0b00011011), (4, 0x0F), (8, 0x05)])
    def test_transparent_grey_of_any_depth(self, bit_depth: int, row: int) -> None:
        first, second = (row >> 8 - bit_depth), (row >> max(8 - 2 * bit_depth, 0)) & ((1 << bit_depth) - 1)
        width = 2 if bit_depth < 8 else 1
        key = samples.png_chunk(b"tRNS", second.to_bytes(2, "big"))
        pixels = decode_rgba(samples.raw_png(width, 1, bit_depth, 0, bytes((0, row)), key))
        assert pixels[0, -1, 3] == 0
        assert width == 1 or (first != second and pixels[0, 0, 3] == 255)

    def test_transparent_colour(self) -> None:
        rows = bytes((0, 1, 2, 3, 1, 2, 4))
        key = samples.png_chunk(b"tRNS", struct.pack(">3H", 1, 2, 3))
        assert decode_rgba(samples.raw_png(2, 1, 8, 2, rows, key)).tolist() == [[[1, 2, 3, 0], [1, 2, 4, 255]]]

    def test_transparent_16_bit_grey(self) -> None:
        key = samples.png_chunk(b"tRNS", struct.pack(">H", 1000))
        pixels = decode_rgba(samples.raw_png(2, 1, 16, 0, b"\0" + struct.pack(">2H", 1000, 1001), key))
        assert pixels[0, :, 3].tolist() == [0, 255]

    @pytest.mark.parametrize("orientation", range(1, 9))
    def test_orientation_is_applied(self, orientation: int) -> None:
        for save in (samples.jpeg, samples.webp, samples.png):
            data = save(exif=samples.exif(orientation=orientation))
            upright = ImageOps.exif_transpose(samples.opened(data)).convert("RGBA")
            assert np.array_equal(decode_rgba(data), np.asarray(upright))
            assert (probe(data).width, probe(data).height) == upright.size

    def test_animations_give_their_first_frame(self) -> None:
        assert np.array_equal(decode_rgba(samples.gif(3)), decode_rgba(samples.gif(1)))

    def test_result_can_be_written_to(self) -> None:
        pixels = decode_rgba(samples.png())
        pixels[0, 0] = 0
        assert pixels.flags.c_contiguous
        assert pixels.dtype == np.uint8

    def test_limit_is_kept(self) -> None:
        assert decode_rgba(samples.png(), max_megapixels=1e-3).shape == (16, 24, 4)
        with pytest.raises(SourceUnusable, match="too large"):
            decode_rgba(samples.png(), max_megapixels=1e-4)

    def test_more_pixels_than_pillow_warns_of_are_read_without_a_warning(self) -> None:
        side = 13_400
        data = samples.raw_png(side, side, 1, 0, bytes(side * (1 + side // 8)))
        assert side * side > 2 * Image.MAX_IMAGE_PIXELS
        assert check_whole(data).width == side

    def test_malformed_metadata_neither_warns_nor_stops(self) -> None:
        pieces = [
            samples.png_chunk(b"acTL", bytes(8)),
            samples.png_chunk(b"iCCP", b"broken"),
            samples.png_chunk(b"pHYs", b""),
            samples.png_chunk(b"eXIf", b"MM\0*\xff\xff\xff\xff"),
        ]
        assert np.array_equal(decode_rgba(samples.with_png_chunks(samples.png(), *pieces)), decode_rgba(samples.png()))
        broken_exif = b"\xff\xe1\x00\x12Exif\0\0MM\0*\0\0\0\x08\0\x01"
        broken_index = b"\xff\xe2\x00\x0aMPF\0broke"[:12]
        jpeg = samples.jpeg()
        assert np.array_equal(decode_rgba(jpeg[:2] + broken_exif + broken_index + jpeg[2:]), decode_rgba(jpeg))

    def test_huge_claims_in_little_files_are_refused_quickly(self) -> None:
        with pytest.raises(SourceUnusable):
            decode_rgba(samples.raw_png(16384, 16384, 8, 6, bytes(100)), max_megapixels=100)


class TestCheckWhole:
    @every_still
    def test_whole_pictures_pass(self, data: bytes) -> None:
        assert check_whole(data) == probe(data)

    @every_still
    @pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
    def test_cut_pictures_are_refused(self, data: bytes, part: float) -> None:
        with pytest.raises(SourceUnusable):
            check_whole(data[: int(len(data) * part)])

    @every_still
    def test_a_missing_last_byte_is_noticed(self, data: bytes) -> None:
        with pytest.raises(SourceUnusable):
            check_whole(data[:-1])

    def test_every_changed_byte_of_a_png_is_noticed(self) -> None:
        data = bytearray(samples.png())
        for place in range(0, len(data), 7):
            data[place] ^= 0x55
            with pytest.raises(SourceUnusable):
                check_whole(bytes(data))
            data[place] ^= 0x55

    def test_a_png_with_too_few_rows_is_refused(self) -> None:
        with pytest.raises(SourceUnusable):
            check_whole(samples.raw_png(4, 4, 8, 0, bytes(19)))

    @pytest.mark.parametrize(("width", "height"), [(1, 1), (2, 3), (5, 2), (8, 8), (13, 9)])
    def test_interlaced_pngs_of_any_size_pass(self, width: int, height: int) -> None:
        grey = INTERLACED_BYTES[width, height]
        data = _interlaced(samples.raw_png(width, height, 8, 0, bytes(grey)))
        assert check_whole(data).width == width
        assert not decode_rgba(data)[..., :3].any()
        with pytest.raises(SourceUnusable):
            check_whole(_interlaced(samples.raw_png(width, height, 8, 0, bytes(grey - 1))))


class TestEncode:
    @pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
    @pytest.mark.parametrize("shape", [(16, 24), (16, 24, 1), (16, 24, 2), (16, 24, 3), (16, 24, 4), (1, 1, 4)])
    def test_png_keeps_every_pixel(self, dtype: type, shape: tuple[int, ...]) -> None:
        random = np.random.default_rng(1)
        array = random.integers(0, np.iinfo(dtype).max + 1, shape, dtype)
        data = encode_png(array)
        assert check_whole(data).has_alpha == (len(shape) == 3 and shape[2] in (2, 4))
        assert np.array_equal(_png_values(data), array.reshape(shape[0], shape[1], -1))

    @pytest.mark.parametrize("channels", [1, 3, 4])
    def test_smooth_16_bit_pictures_are_packed_well(self, channels: int) -> None:
        ramp = np.add.outer(np.arange(200) * 90, np.arange(200) * 70).astype(np.uint16)
        array = np.dstack([ramp + 99 * channel for channel in range(channels)])
        assert len(encode_png(array)) < array.nbytes / 10
        assert np.array_equal(_png_values(encode_png(array)), array)

    def test_compression_is_obeyed(self) -> None:
        array = samples.colours(200, 200)
        assert len(encode_png(array, compression=9)) < len(encode_png(array, compression=0))

    def test_jpeg_is_close(self) -> None:
        array = samples.colours(64, 64, 3)
        assert np.abs(decode_rgba(encode_jpeg(array, 95))[..., :3].astype(int) - array).mean() < 2

    def test_jpeg_of_grey(self) -> None:
        assert samples.opened(encode_jpeg(samples.colours(channels=3)[..., 0], 90)).mode == "L"

    def test_jpeg_lays_transparency_over_a_background(self) -> None:
        clear = np.zeros((8, 8, 4), np.uint8)
        assert decode_rgba(encode_jpeg(clear, 95))[4, 4].tolist() == [255, 255, 255, 255]
        assert decode_rgba(encode_jpeg(clear, 95, background=(0, 0, 0)))[4, 4].tolist() == [0, 0, 0, 255]

    @pytest.mark.parametrize("array", [np.zeros((2, 2), np.float32), np.zeros((0, 2), np.uint8), np.zeros(4, np.uint8)])
    def test_other_arrays_are_our_bug(self, array: np.ndarray) -> None:
        with pytest.raises(ValueError, match="can't hold"):
            encode_png(array)
        with pytest.raises(ValueError, match="can't hold"):
            encode_jpeg(array)


class TestThumbnail:
    def test_opaque_pictures_become_jpeg(self) -> None:
        data = thumbnail(samples.saved(samples.colours(400, 200, 3), "PNG"), 100)
        info = probe(data)
        assert (info.format, info.width, info.height) == ("jpeg", 100, 50)

    def test_alpha_that_is_never_used_does_not_count(self) -> None:
        array = samples.colours(40, 40)
        array[..., 3] = 255
        assert probe(thumbnail(encode_png(array), 20)).format == "jpeg"

    def test_transparent_pictures_become_webp(self) -> None:
        info = probe(thumbnail(samples.saved(samples.colours(200, 400), "PNG"), 100))
        assert (info.format, info.width, info.height, info.has_alpha) == ("webp", 50, 100, True)

    def test_small_pictures_are_not_enlarged(self) -> None:
        info = probe(thumbnail(samples.png(), 512))
        assert (info.width, info.height) == (24, 16)

    def test_extreme_shapes_keep_one_pixel(self) -> None:
        info = probe(thumbnail(encode_png(np.zeros((2000, 2, 3), np.uint8)), 100))
        assert (info.width, info.height) == (1, 100)

    @pytest.mark.parametrize("orientation", [1, 3, 6, 8])
    def test_stands_upright(self, orientation: int) -> None:
        picture = samples.saved(samples.colours(800, 400, 3), "JPEG", exif=samples.exif(orientation=orientation))
        small = decode_rgba(thumbnail(picture, 80)).astype(int)
        upright = Image.fromarray(decode_rgba(picture)).resize((small.shape[1], small.shape[0]), Image.Resampling.BOX)
        assert np.abs(small - np.asarray(upright)).mean() < 3

    def test_colour_of_clear_pixels_does_not_leak(self) -> None:
        array = np.zeros((64, 64, 4), np.uint8)
        array[:, :32] = (255, 0, 0, 255)
        array[:, 32:] = (0, 255, 0, 0)
        small = decode_rgba(thumbnail(encode_png(array), 9)).astype(int)
        visible = small[small[..., 3] > 60]
        assert (visible[:, 0] > 200).all()
        assert (visible[:, 1] < 60).all()

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK"])
    def test_takes_every_mode(self, mode: str) -> None:
        image = samples.opened(samples.png()).convert("RGB").convert(mode)
        data = samples.saved(image, "JPEG" if mode == "CMYK" else "PNG")
        assert probe(thumbnail(data, 8)).width == 8

    def test_a_cut_picture_is_refused(self) -> None:
        for data in STILLS.values():
            with pytest.raises(SourceUnusable):
                thumbnail(data[: len(data) // 2], 64)


@settings(max_examples=150)
@given(name=st.sampled_from(sorted(STILLS)), place=st.integers(0, 900), replacement=st.binary(min_size=1, max_size=6))
def test_damaged_pictures_are_read_or_refused_and_never_warn(name: str, place: int, replacement: bytes) -> None:
    data = STILLS[name]
    place %= len(data)
    data = data[:place] + replacement + data[place + len(replacement) :]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for act in (probe, check_whole, lambda data: decode_rgba(data, 1.0), lambda data: thumbnail(data, 8)):
            try:
                act(data)
            except SourceUnusable as refusal:
                message = refusal.message
            else:
                message = "."
            assert message.endswith(".")


INTERLACED_BYTES = {(1, 1): 2, (2, 3): 11, (5, 2): 15, (8, 8): 79, (13, 9): 136}
"""Filtered bytes of 8-bit grey pictures in Adam7 order, counted from the specification's pattern."""


def _interlaced(data: bytes) -> bytes:
    """The same rows, declared to be in Adam7 order."""
    header = data[16:28] + b"\1"
    return data[:8] + samples.png_chunk(b"IHDR", header) + data[33:]


def _png_values(data: bytes) -> np.ndarray:
    """All values of a PNG, at full depth, by a plain reading of the specification: (height, width, channels)."""
    width, height, depth, color_type = struct.unpack(">IIBB", data[16:26])
    channels = {0: 1, 2: 3, 4: 2, 6: 4}[color_type]
    packed = io.BytesIO()
    position = 8
    while position < len(data):
        length = int.from_bytes(data[position : position + 4], "big")
        if data[position + 4 : position + 8] == b"IDAT":
            packed.write(data[position + 8 : position + 8 + length])
        position += 12 + length
    raw = zlib.decompress(packed.getvalue())
    step = channels * depth // 8
    stride = width * step
    previous = bytearray(stride)
    rows = []
    for y in range(height):
        start = y * (stride + 1)
        row = bytearray(raw[start + 1 : start + 1 + stride])
        for x in range(stride):
            left = row[x - step] if x >= step else 0
            corner = previous[x - step] if x >= step else 0
            row[x] = (row[x] + _predicted(raw[start], left, previous[x], corner)) & 0xFF
        rows.append(bytes(row))
        previous = row
    values = np.frombuffer(b"".join(rows), ">u2" if depth == 16 else "u1")
    return values.reshape(height, width, channels)


def _predicted(filter_type: int, left: int, up: int, corner: int) -> int:
    if filter_type == 4:
        return min((left, up, corner), key=lambda value: abs(left + up - corner - value))
    return (0, left, up, (left + up) // 2)[filter_type]
