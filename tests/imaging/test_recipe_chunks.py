import struct
import zlib
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.domain.errors import SourceUnusable
from rundot_studio.imaging.recipe_chunks import embed, extract
from tests.imaging import samples

ANIMATION = samples.saved(
    samples.opened(samples.webp()), "WEBP", save_all=True, append_images=[samples.opened(samples.webp(3))]
)
PICTURES = {
    "png": samples.png(),
    "palette png": samples.saved(samples.opened(samples.png()).quantize(), "PNG"),
    "jpeg": samples.jpeg(),
    "progressive jpeg": samples.jpeg(progressive=True),
    "jpeg with exif": samples.jpeg(exif=samples.exif(camera="Pinhole")),
    "lossy webp": samples.webp(3),
    "lossy webp with alpha": samples.webp(),
    "lossless webp": samples.webp(3, lossless=True),
    "lossless webp with alpha": samples.webp(lossless=True),
    "webp with exif": samples.webp(exif=samples.exif(camera="Pinhole")),
    "animated webp": ANIMATION,
}
every_picture = pytest.mark.parametrize("data", PICTURES.values(), ids=PICTURES.keys())


@every_picture
def test_pictures_come_without_a_recipe(data: bytes) -> None:
    assert extract(data) is None


@every_picture
@given(text=st.text())
def test_any_text_comes_back_exactly(data: bytes, text: str) -> None:
    assert extract(embed(data, text)) == text


@every_picture
def test_long_text_comes_back_exactly(data: bytes) -> None:
    text = "".join(chr(0x20 + place % 0x3000) for place in range(150_000))
    assert extract(embed(data, text)) == text


@every_picture
def test_pixels_are_the_same_afterwards(data: bytes) -> None:
    before, after = samples.opened(data), samples.opened(embed(data, "a knight"))
    assert before.mode == after.mode
    assert np.array_equal(np.asarray(before), np.asarray(after))
    assert getattr(before, "n_frames", 1) == getattr(after, "n_frames", 1)


@every_picture
@given(first=st.text(), second=st.text())
def test_embedding_again_replaces_the_earlier_recipe(data: bytes, first: str, second: str) -> None:
    assert embed(embed(data, first), second) == embed(data, second)


@every_picture
def test_embedding_again_after_a_long_text_leaves_nothing_of_it(data: bytes) -> None:
    assert embed(embed(data, "x" * 200_000), "short") == embed(data, "short")


def test_a_lone_surrogate_does_not_stop_the_picture_from_being_stored() -> None:
    for data in PICTURES.values():
        assert extract(embed(data, "a\ud800b")) == "a?b"


class TestPng:
    def test_text_is_found_by_other_readers(self) -> None:
        text = "a knight\nNegative prompt: blurry\nSeed: 1"
        assert samples.opened(embed(samples.png(), text)).text["parameters"] == text

    def test_goes_uncompressed_before_the_pixels(self) -> None:
        data = embed(samples.png(), "a" * 5000)
        assert data.index(b"iTXt") < data.index(b"IDAT")
        assert b"a" * 5000 in data

    def test_every_other_chunk_stays_in_order(self) -> None:
        others = [samples.png_chunk(b"caBX", b"signed"), samples.png_chunk(b"tEXt", b"Title\0mine")]
        data = samples.with_png_chunks(samples.png(), *others)
        embedded = embed(data, "a knight")
        own = embedded[embedded.index(b"iTXt") - 4 :]
        own = own[: 12 + int.from_bytes(own[:4], "big")]
        assert embedded.replace(own, b"") == data

    def test_bytes_after_the_end_stay(self) -> None:
        assert embed(samples.png() + b"more", "a knight").endswith(b"IEND\xaeB`\x82more")

    def test_ours_is_read_before_a_foreign_recipe_which_stays(self) -> None:
        foreign = samples.png_chunk(b"tEXt", b"parameters\0a dragon\nSteps: 3")
        data = samples.with_png_chunks(samples.png(), foreign)
        assert extract(data) == "a dragon\nSteps: 3"
        embedded = embed(data, "a knight")
        assert extract(embedded) == "a knight"
        assert foreign in embedded
        assert samples.opened(embedded).text["parameters"] == "a knight"

    @pytest.mark.parametrize(
        "chunk",
        [
            samples.png_chunk(b"tEXt", b"parameters\0caf\xe9"),
            samples.png_chunk(b"zTXt", b"parameters\0\0" + zlib.compress(b"caf\xe9")),
            samples.png_chunk(b"iTXt", b"parameters\0\0\0fr\0param\xc3\xa8tres\0caf\xc3\xa9"),
            samples.png_chunk(b"iTXt", b"parameters\0\1\0\0\0" + zlib.compress("café".encode())),
        ],
        ids=["tEXt", "zTXt", "iTXt", "compressed iTXt"],
    )
    def test_foreign_texts_of_every_kind_are_read(self, chunk: bytes) -> None:
        assert extract(samples.with_png_chunks(samples.png(), chunk)) == "café"

    def test_a_text_that_unpacks_to_gigabytes_is_refused(self) -> None:
        packer = zlib.compressobj(9)
        packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(64)) + packer.flush()
        bomb = samples.png_chunk(b"zTXt", b"parameters\0\0" + packed)
        with pytest.raises(SourceUnusable, match="larger than 16 MB"):
            extract(samples.with_png_chunks(samples.png(), bomb))

    @pytest.mark.parametrize("kind", [b"zTXt", b"iTXt"])
    def test_a_text_that_breaks_off_is_refused(self, kind: bytes) -> None:
        broken = samples.png_chunk(kind, b"parameters\0\1")
        with pytest.raises(SourceUnusable):
            extract(samples.with_png_chunks(samples.png(), broken))

    def test_a_length_beyond_the_file_is_refused(self) -> None:
        data = samples.with_png_chunks(samples.png(), b"\xff\xff\xff\xfftEXtparameters\0")
        with pytest.raises(SourceUnusable):
            extract(data)
        with pytest.raises(SourceUnusable):
            embed(data, "a knight")

    def test_a_png_without_pixels_is_refused(self) -> None:
        data = samples.png()
        with pytest.raises(SourceUnusable, match="no pixels"):
            embed(data[:33] + data[-12:], "a knight")


class TestJpeg:
    def test_text_is_found_by_other_readers(self) -> None:
        comment = samples.opened(embed(samples.jpeg(), "a knight")).getexif().get_ifd(0x8769)[0x9286]
        assert comment == b"UNICODE\0" + "a knight".encode("utf-16-be")

    def test_jfif_header_stays_first(self) -> None:
        assert embed(samples.jpeg(), "a knight")[2:11] == samples.jpeg()[2:11]

    def test_foreign_exif_stays_and_the_recipe_becomes_a_comment(self) -> None:
        data = samples.jpeg(exif=samples.exif(camera="Pinhole", orientation=6))
        image = samples.opened(embed(data, "a knight"))
        assert image.getexif()[0x0110] == "Pinhole"
        assert image.getexif()[0x0112] == 6
        assert image.info["comment"].endswith(b"a knight")

    def test_every_other_byte_stays_in_order(self) -> None:
        data = samples.jpeg(comment="made by hand", icc_profile=b"profile" * 20)
        embedded = embed(data, "a knight")
        at = embedded.index(b"\xff\xe1")
        length = int.from_bytes(embedded[at + 2 : at + 4], "big")
        assert embedded[:at] + embedded[at + 2 + length :] == data

    def test_comment_of_another_program_is_no_recipe(self) -> None:
        assert extract(samples.jpeg(comment="CREATOR: gd-jpeg")) is None

    @pytest.mark.parametrize("codec", ["utf-16-be", "utf-16-le"])
    def test_foreign_user_comment_is_read_in_either_byte_order(self, codec: str) -> None:
        made = samples.opened(samples.jpeg()).getexif()
        made.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + "a knight\nSeed: 1".encode(codec)
        assert extract(samples.jpeg(exif=made.tobytes())) == "a knight\nSeed: 1"

    def test_ours_is_read_before_a_foreign_recipe(self) -> None:
        made = samples.opened(samples.jpeg()).getexif()
        made.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0a dragon"
        data = samples.jpeg(exif=made.tobytes())
        assert extract(data) == "a dragon"
        assert extract(embed(data, "a knight")) == "a knight"

    def test_a_jpeg_that_breaks_off_is_refused(self) -> None:
        for end in (3, 20, 200, len(samples.jpeg()) - 2):
            with pytest.raises(SourceUnusable):
                embed(samples.jpeg()[:end], "a knight")


class TestWebp:
    def test_text_is_found_by_other_readers(self) -> None:
        comment = samples.opened(embed(samples.webp(), "a knight")).getexif().get_ifd(0x8769)[0x9286]
        assert comment == b"UNICODE\0" + "a knight".encode("utf-16-be")

    def test_foreign_exif_stays(self) -> None:
        data = samples.webp(exif=samples.exif(camera="Pinhole"))
        assert samples.opened(embed(data, "a knight")).getexif()[0x0110] == "Pinhole"

    def test_colour_profile_and_xmp_stay(self) -> None:
        data = samples.webp(icc_profile=b"profile", xmp=b"<x/>")
        info = samples.opened(embed(data, "a knight")).info
        assert info["icc_profile"] == b"profile"
        assert info["xmp"] == b"<x/>"

    @pytest.mark.parametrize("name", [name for name in PICTURES if "webp" in name])
    def test_sizes_and_flags_agree_with_the_content(self, name: str) -> None:
        embedded = embed(PICTURES[name], "odd length")
        assert struct.unpack("<I", embedded[4:8])[0] == len(embedded) - 8
        assert len(embedded) % 2 == 0
        flags = embedded[20]
        assert embedded[12:16] == b"VP8X"
        assert flags & 0x08
        assert bool(flags & 0x10) == (samples.opened(PICTURES[name]).mode == "RGBA")

    def test_bytes_after_the_end_stay(self) -> None:
        assert embed(samples.webp() + b"more", "a knight").endswith(b"more")

    def test_missing_padding_of_the_last_chunk_is_mended(self) -> None:
        body = samples.webp(lossless=True)[12:]
        chunks = body + b"unkn" + (3).to_bytes(4, "little") + b"odd"
        data = b"RIFF" + (4 + len(chunks)).to_bytes(4, "little") + b"WEBP" + chunks
        embedded = embed(data, "a knight")
        assert extract(embedded) == "a knight"
        assert b"odd\0EXIF" in embedded

    def test_a_webp_that_breaks_off_is_refused(self) -> None:
        for end in (12, 20, 30, len(samples.webp()) - 1):
            with pytest.raises(SourceUnusable):
                embed(samples.webp()[:end], "a knight")
            with pytest.raises(SourceUnusable):
                extract(samples.webp()[:end])


def test_a_gif_has_no_place_for_a_recipe() -> None:
    assert extract(samples.gif()) is None
    with pytest.raises(SourceUnusable, match="GIF"):
        embed(samples.gif(), "a knight")


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"{}", bytes(100)])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(SourceUnusable):
        embed(data, "a knight")
    with pytest.raises(SourceUnusable):
        extract(data)


HEADS = [
    b"",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"RIFF\x40\0\0\0WEBP",
    b"RIFF\x40\0\0\0WEBPVP8X\x0a\0\0\0",
    b"GIF89a",
]


@given(head=st.sampled_from(HEADS), rest=st.binary(max_size=300))
def test_random_bytes_are_read_or_refused(head: bytes, rest: bytes) -> None:
    for act in (extract, lambda data: embed(data, "a knight")):
        with suppress(SourceUnusable):
            act(head + rest)


@given(
    name=st.sampled_from(sorted(PICTURES)),
    place=st.integers(0, 400),
    replacement=st.binary(max_size=8),
    cut=st.booleans(),
)
def test_damaged_pictures_are_read_or_refused(name: str, place: int, replacement: bytes, cut: bool) -> None:
    data = embed(PICTURES[name], "a knight")
    data = data[:place] + replacement + (b"" if cut else data[place + len(replacement) :])
    for act in (extract, lambda data: embed(data, "a dragon")):
        with suppress(SourceUnusable):
            act(data)
