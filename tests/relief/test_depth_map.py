import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from rundot_studio.domain.errors import SourceUnusable
from rundot_studio.imaging import codec
from rundot_studio.relief.depth_map import encode_depth_png, read_depth, stretched, to_8_bits, without_steps
from tests.relief.staging import F, ramp


def saved(image: Image.Image, kind: str = "PNG", **more: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **more)
    return stream.getvalue()


def test_sixteen_bits_keep_every_step() -> None:
    stored = (np.arange(65536, dtype=np.uint16)).reshape(256, 256)
    depth = read_depth(codec.encode_png(stored))
    assert depth.dtype == np.float32
    assert np.array_equal(np.rint(depth * 65535).astype(np.uint16), stored)


@pytest.mark.parametrize("bits", [8, 16])
def test_what_is_written_is_read_again(bits: int) -> None:
    depth = ramp(40, 60, 0.7, 0.2)
    again = read_depth(encode_depth_png(depth, bits))
    assert np.abs(again - depth).max() <= 1.01 / (2**bits - 1)


def test_an_eight_bit_ramp_is_smoother_than_its_steps_and_still_rounds_to_them() -> None:
    depth = ramp(64, 512, 0.2, 0.0)
    stepped = np.rint(depth * 255).astype(F) / F(255)
    smooth = without_steps(stepped)
    assert np.array_equal(np.rint(smooth * 255), np.rint(stepped * 255))
    assert np.abs(np.diff(smooth, axis=1)).max() < np.abs(np.diff(stepped, axis=1)).max() / 2


@pytest.mark.parametrize("mode", ["L", "RGB", "P", "LA", "RGBA", "1"])
def test_every_form_of_grey_is_the_same_depth(mode: str) -> None:
    grey = np.zeros((30, 40), np.uint8)
    grey[:, 20:] = 255
    depth = read_depth(saved(Image.fromarray(grey).convert(mode)))
    assert np.abs(depth[:, :19]).max() < 0.01
    assert np.abs(depth[:, 21:] - 1).max() < 0.01


def test_sixteen_bit_colour_and_alpha_are_read() -> None:
    stored = np.zeros((6, 8, 4), np.uint16)
    stored[..., :3] = 40000
    stored[:, 4:, 3] = 65535
    depth = read_depth(codec.encode_png(stored))
    assert np.abs(depth[:, 4:] - 40000 / 65535).max() < 1e-4
    assert depth[:, :4].max() == 0


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_map_is_upright_however_many_bits_it_has(orientation: int) -> None:
    grey = np.linspace(0, 255, 48).reshape(6, 8).astype(np.uint8)
    exif = Image.Exif()
    exif[0x0112] = orientation
    shallow = saved(Image.fromarray(grey), exif=exif)
    deep = saved(Image.fromarray(grey.astype(np.uint16) * 257), exif=exif)
    expected = codec.decode_rgba(shallow)[..., 0] / 255
    assert np.abs(read_depth(deep) - expected).max() < 1e-3


def test_a_broken_map_is_told_as_such() -> None:
    whole = codec.encode_png(np.zeros((50, 50), np.uint16))
    with pytest.raises(SourceUnusable):
        read_depth(whole[:-30])
    with pytest.raises(SourceUnusable):
        read_depth(b"no picture")


@given(st.floats(0, 0.6), st.floats(0.2, 0.4))
def test_stretching_fills_the_range(low: float, extent: float) -> None:
    depth = F(low) + F(extent) * ramp(20, 30, 0.9, 0.0)
    result = stretched(depth)
    assert result.min() == 0
    assert abs(result.max() - 1) < 1e-5


def test_a_flat_map_is_not_stretched() -> None:
    flat = np.full((5, 7), 0.3, F)
    assert np.array_equal(stretched(flat), flat)


def test_rounding_reaches_both_ends() -> None:
    assert to_8_bits(np.array([[0.0, 0.5, 1.0]], F)).tolist() == [[0, 128, 255]]
