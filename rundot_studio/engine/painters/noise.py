"""Seeded chance and fields of noise.

Every field takes exactly one draw from the generator it is given and builds its own from that, so the caller's later
draws, and with them the composition, do not depend on how large the field is.
"""

import hashlib
from typing import TypeVar

import cv2
import numpy as np
from numpy.random import PCG64, Generator
from numpy.typing import NDArray

from .color import Array, F

T = TypeVar("T")


def rng_for(*keys: object) -> Generator:
    """A generator that depends on the keys' text alone: BLAKE2b into PCG64."""
    digest = hashlib.blake2b("|".join(str(key) for key in keys).encode(), digest_size=8).digest()
    return Generator(PCG64(int.from_bytes(digest, "little")))


def child_rng(rng: Generator) -> Generator:
    """A generator of its own for something of varying length; costs its parent exactly one draw."""
    return Generator(PCG64(int(rng.integers(0, 2**63))))


def pick(rng: Generator, *options: T) -> T:
    """One of the options."""
    return options[int(rng.integers(len(options)))]


def uniform(rng: Generator, low: float, high: float) -> float:
    """A plain float in [low, high)."""
    return low + (high - low) * float(rng.random())


def smoothstep(low: float | Array, high: float | Array, x: Array) -> Array:
    """0 below ``low``, 1 above ``high``, 3t^2 - 2t^3 between."""
    t = np.clip((x - low) / (np.asarray(high, F) - np.asarray(low, F) + F(1e-9)), 0, 1).astype(F)
    return t * t * (3 - 2 * t)


def blur(field: Array, sigma_px: float) -> Array:
    """Gaussian blur; below 0.3 px nothing is done."""
    return field if sigma_px < 0.3 else cv2.GaussianBlur(field, (0, 0), float(sigma_px))


def wide_blur(field: Array, sigma_px: float) -> Array:
    """Gaussian blur of a large radius, done at reduced size: cost does not grow with sigma."""
    if sigma_px < 6:
        return blur(field, sigma_px)
    step = int(sigma_px // 3)
    height, width = field.shape[:2]
    small = cv2.resize(field, (max(2, width // step), max(2, height // step)), interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), sigma_px / step)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)


def displace(image: Array, dx_px: Array, dy_px: Array, border: int = cv2.BORDER_REFLECT) -> Array:
    """Read each pixel from (x + dx, y + dy), bilinear."""
    height, width = image.shape[:2]
    xs, ys = np.meshgrid(np.arange(width, dtype=F), np.arange(height, dtype=F))
    return cv2.remap(image, xs + dx_px.astype(F), ys + dy_px.astype(F), cv2.INTER_LINEAR, borderMode=border)


def _lattice(rng: Generator, height: int, width: int, rows: int, columns: int, tile: bool) -> Array:
    """One octave of value noise: a random lattice of rows x columns cells, smoothly enlarged to (height, width)."""
    rows, columns = max(1, rows), max(1, columns)
    if tile:
        grid = np.pad(rng.random((rows, columns)).astype(F), 2, mode="wrap")
    else:
        grid = rng.random((rows + 4, columns + 4)).astype(F)
    scale = 1
    if columns * 4 < width and grid.size < 1 << 16:
        scale = 8  # cubic enlargement hides the lattice where a cell covers many pixels
        grid = cv2.resize(grid, (grid.shape[1] * scale, grid.shape[0] * scale), interpolation=cv2.INTER_CUBIC)
    sx, sy = columns / width * scale, rows / height * scale
    matrix = np.array(
        [
            [sx, 0, (1.5 + 0.5 * columns / width + 0.5) * scale - 0.5],
            [0, sy, (1.5 + 0.5 * rows / height + 0.5) * scale - 0.5],
        ],
        F,
    )
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(grid, matrix, (width, height), flags=flags, borderMode=cv2.BORDER_REFLECT)


def value_noise(rng: Generator, height: int, width: int, rows: float, columns: float, *, tile: bool = False) -> Array:
    """One octave of value noise, (height, width) in 0..1."""
    return _lattice(child_rng(rng), height, width, int(rows), int(columns), tile)


def fractal_noise(
    rng: Generator,
    height: int,
    width: int,
    frequency: float = 4,
    octaves: int = 6,
    gain: float = 0.5,
    *,
    ridged: bool = False,
    square_cells: bool = True,
    tile: bool = False,
) -> Array:
    """Octaves of value noise, (height, width) in 0..1. ``frequency`` is the first octave's cells over the height.

    A larger picture shows more octaves of the very same field: each octave draws from a generator of its own.
    """
    base = child_rng(rng)
    out = np.zeros((height, width), F)
    amplitude, total = 1.0, 0.0
    for _ in range(octaves):
        octave = child_rng(base)
        columns = max(1, round(frequency * (width / height if square_cells else 1)))
        field = _lattice(octave, height, width, max(1, round(frequency)), columns, tile)
        if ridged:
            field = 1 - np.abs(2 * field - 1)
        out += F(amplitude) * field
        total += amplitude
        amplitude *= gain
        frequency *= 2
        if frequency > max(height, width):
            break
    return out / F(total)


SPECTRAL_SIZE = 1024


def spectral_noise(
    rng: Generator,
    height: int,
    width: int,
    beta: float = 2.0,
    lowest: float = 1.0,
    *,
    size: int = SPECTRAL_SIZE,
) -> Array:
    """1/f^beta noise of mean 0 and deviation 1, isotropic and tileable: clouds, nebulae, paper, pigment.

    ``lowest`` is the lowest frequency kept, in cycles over the field. Computed on a square of ``size`` pixels and
    stretched so that its longer side covers the picture: the same field at every size.
    """
    own = child_rng(rng)
    spectrum = np.fft.rfft2(own.standard_normal((size, size)).astype(F))
    ky = np.fft.fftfreq(size)[:, None] * size
    kx = np.fft.rfftfreq(size)[None] * size
    k = np.sqrt(kx * kx + ky * ky)
    k[0, 0] = 1e9
    spectrum *= np.where(k < lowest, 0, k ** (-beta / 2))
    field = np.fft.irfft2(spectrum, s=(size, size)).astype(F)
    field = (field - field.mean()) / (field.std() + F(1e-9))
    longer = max(height, width)
    rows, columns = max(1, round(size * height / longer)), max(1, round(size * width / longer))
    part = np.ascontiguousarray(field[:rows, :columns])
    return part if part.shape == (height, width) else cv2.resize(part, (width, height), interpolation=cv2.INTER_CUBIC)


def line_noise(
    rng: Generator, count: int, frequency: float, octaves: int = 6, gain: float = 0.5, *, ridged: bool = False
) -> NDArray[np.float64]:
    """One-dimensional fractal noise, (count,) in about 0..1: ridge lines, shores. Catmull-Rom between random values."""
    base = child_rng(rng)
    x = np.linspace(0, 1, count)
    y = np.zeros(count)
    amplitude, total = 1.0, 0.0
    for _ in range(octaves):
        size = int(frequency) + 4
        values = child_rng(base).random(size)
        position = x * frequency + 1
        i = position.astype(np.int64)
        t = position - i
        p0, p1 = values[i - 1], values[i]
        p2, p3 = values[np.minimum(i + 1, size - 1)], values[np.minimum(i + 2, size - 1)]
        v = p1 + 0.5 * t * (p2 - p0 + t * (2 * p0 - 5 * p1 + 4 * p2 - p3 + t * (3 * (p1 - p2) + p3 - p0)))
        if ridged:
            v = 1 - np.abs(2 * v - 1)
        y += amplitude * v
        total += amplitude
        amplitude *= gain
        frequency *= 2
    return y / total
