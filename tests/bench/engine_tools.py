"""Cut-out, upscale and depth of the embedded engine, measured: ``python -m tests.bench.engine_tools``.

Each figure is against a named reference in the same run: Pillow's Lanczos, the true alpha of a composite, a plain
vertical gradient. One core. The pictures are fetched, see ``real_pictures``; the report says which were used.
"""

import argparse
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from rundot_studio.engine.cutout import NoSubject, remove_background
from rundot_studio.engine.depth import estimate_depth
from rundot_studio.engine.upscale import UpscaleModel, upscale
from tests.bench.real_pictures import (
    BACKGROUNDS,
    STAMPS,
    SUPERTUX,
    WESNOTH,
    RealPictures,
    painted,
    painted_sprites,
)
from tests.bench.table import tell

Pixels = NDArray[np.uint8]
Array = NDArray[np.float32]
SIDE = 512
KINDS = ("flat", "gradient", "noisy", "photo")


def opaque(rgb: Pixels) -> Pixels:
    return np.dstack([rgb, np.full(rgb.shape[:2], 255, np.uint8)])


# Upscale ---------------------------------------------------------------------------------------------------------


def luma(rgb: Pixels) -> Array:
    return cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32)[8:-8, 8:-8] / 255


def psnr(found: Pixels, true: Pixels) -> float:
    return float(10 * np.log10(1 / max(1e-9, float(((luma(found) - luma(true)) ** 2).mean()))))


def ssim(found: Pixels, true: Pixels) -> float:
    """Structural similarity (Wang et al. 2004), Gaussian window of 1.5 pixels."""
    a, b = luma(found), luma(true)

    def blur(image: Array) -> Array:
        return cv2.GaussianBlur(image, (11, 11), 1.5)

    mean_a, mean_b = blur(a), blur(b)
    variance_a, variance_b = blur(a * a) - mean_a**2, blur(b * b) - mean_b**2
    covariance = blur(a * b) - mean_a * mean_b
    c1, c2 = 0.01**2, 0.03**2
    score = (2 * mean_a * mean_b + c1) * (2 * covariance + c2)
    return float((score / ((mean_a**2 + mean_b**2 + c1) * (variance_a + variance_b + c2))).mean())


def measure_upscale(sets: dict[str, list[Pixels]]) -> None:
    print("\nUpscale: PSNR (dB) and SSIM above Pillow Lanczos, ms per output megapixel")
    for factor in (2, 4):
        for model in (m for m in get_args(UpscaleModel) if m != "low-resolution-v2"):
            line = [f"  x{factor} {model:18s}"]
            seconds = megapixels = 0.0
            for name, pictures in sets.items():
                gains = []
                for picture in pictures:
                    rows, columns = (n // 8 * 8 for n in picture[:768, :768].shape[:2])
                    true = np.ascontiguousarray(picture[:rows, :columns])
                    small = cv2.resize(true, (columns // factor, rows // factor), interpolation=cv2.INTER_AREA)
                    start = time.process_time()
                    found = upscale(opaque(small), factor, model)[..., :3].copy()
                    seconds += time.process_time() - start
                    megapixels += rows * columns / 1e6
                    reference = np.asarray(Image.fromarray(small).resize((columns, rows), Image.Resampling.LANCZOS))
                    gains.append((psnr(found, true) - psnr(reference, true), ssim(found, true) - ssim(reference, true)))
                gain, structure = np.mean(gains, axis=0)
                if model == "standard-v2":
                    tell(f"upscale x{factor}, {name}", float(gain), "dB", reference="Lanczos, 0 dB", goal=">= 0")
                line.append(f"{name} {gain:+.2f} / {structure:+.4f}")
            print("  ".join(line), f" {seconds * 1000 / megapixels:.0f} ms")


# Cut-out ---------------------------------------------------------------------------------------------------------


def placed(sprite: Pixels, seed: int) -> Array:
    """The sprite somewhere near the middle of a square, premultiplied RGBA 0..1."""
    rng = np.random.default_rng(seed)
    height, width = sprite.shape[:2]
    scale = SIDE * rng.uniform(0.55, 0.85) / max(height, width)
    unit = sprite.astype(np.float32) / 255
    unit[..., :3] *= unit[..., 3:]
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    unit = np.clip(cv2.resize(unit, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC), 0, 1)
    top, left = (int((SIDE - n) * rng.uniform(0.3, 0.7)) for n in unit.shape[:2])
    canvas = np.zeros((SIDE, SIDE, 4), np.float32)
    canvas[top : top + unit.shape[0], left : left + unit.shape[1]] = unit
    return canvas


def background(kind: str, seed: int, photographs: list[Pixels]) -> Array:
    rng = np.random.default_rng(seed + 99)
    if kind == "flat":
        color = rng.uniform(0, 1, 3) if seed % 2 else np.ones(3)
        return np.broadcast_to(color.astype(np.float32), (SIDE, SIDE, 3))
    if kind == "gradient":
        first, second = rng.uniform(0, 1, (2, 3)).astype(np.float32)
        y, x = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32) / SIDE - 0.5
        turn = rng.uniform(0, 2 * np.pi)
        ramp = x * np.cos(turn) + y * np.sin(turn) if seed % 2 else np.hypot(x, y) * 1.4 - 0.5
        share = np.clip(ramp + 0.5, 0, 1)[..., None].astype(np.float32)
        return first * (1 - share) + second * share
    if kind == "noisy":
        return np.clip(rng.uniform(0.1, 0.9, 3) + rng.normal(0, 0.06, (SIDE, SIDE, 3)), 0, 1).astype(np.float32)
    photograph = photographs[seed % len(photographs)]
    scale = 1.01 * SIDE / min(photograph.shape[:2])
    return cv2.resize(photograph, None, fx=scale, fy=scale)[:SIDE, :SIDE].astype(np.float32) / 255


def measure_cutout(sprites: list[Pixels], photographs: list[Pixels]) -> None:
    print(f"\nCut-out, bria: {len(sprites)} sprites on {len(KINDS)} backgrounds, {SIDE} px")
    scores: dict[str, list[tuple[float, float]]] = defaultdict(list)
    refused: dict[str, int] = defaultdict(int)
    start = time.process_time()
    for seed, sprite in enumerate(sprites):
        canvas = placed(sprite, seed)
        true = canvas[..., 3]
        for kind in KINDS:
            mixed = canvas[..., :3] + background(kind, seed, photographs) * (1 - canvas[..., 3:])
            try:
                out = remove_background(opaque((np.clip(mixed, 0, 1) * 255 + 0.5).astype(np.uint8)))
                found = out[..., 3].astype(np.float32) / 255
            except NoSubject:
                refused[kind] += 1
                found = np.zeros_like(true)
            both = ((found > 0.5) & (true > 0.5)).sum()
            either = ((found > 0.5) | (true > 0.5)).sum()
            scores[kind].append((float(both / max(1, either)), float(((found - true) ** 2).mean())))
    seconds = time.process_time() - start
    for kind in KINDS:
        overlap, error = np.mean(scores[kind], axis=0)
        tell(f"cut-out on {kind}, IoU", float(overlap), "", reference="true outline, 1")
        print(f"  {kind:9s} IoU {overlap:.3f}  alpha MSE {error:.4f}  refused {refused[kind]} (counted as IoU 0)")
    overlap, error = np.mean([score for kind in KINDS for score in scores[kind]], axis=0)
    print(f"  all       IoU {overlap:.3f}  alpha MSE {error:.4f}  {seconds * 1000 / len(sprites) / len(KINDS):.0f} ms")


# Depth -----------------------------------------------------------------------------------------------------------


def spearman(first: Array, second: Array) -> float:
    ranks = [np.argsort(np.argsort(v, kind="stable"), kind="stable").astype(np.float64) for v in (first, second)]
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])


def measure_depth(real: RealPictures) -> None:
    scenes = real.depth_scenes()
    print(f"\nDepth: Spearman against measured depth, {len(scenes)} pictures")
    gains = []
    for scene in scenes:
        start = time.process_time()
        depth = estimate_depth(opaque(scene.rgb))
        seconds = time.process_time() - start
        rows, columns = depth.shape
        vertical = np.repeat(np.arange(rows, dtype=np.float32)[:, None], columns, axis=1)
        chosen = np.flatnonzero(scene.known)[::37]
        found, plain = (spearman(m.ravel()[chosen], scene.near.ravel()[chosen]) for m in (depth, vertical))
        gains.append(found - plain)
        print(f"  {scene.name:12s} {found:.3f}  vertical gradient {plain:.3f}  {seconds * 1000:.0f} ms")
    if gains:
        tell("depth, Spearman above a plain gradient", float(np.mean(gains)), "", goal=">= 0")
        print(f"  above the gradient, mean {float(np.mean(gains)):+.3f}")


# Speed -----------------------------------------------------------------------------------------------------------


def measure_speed(picture: Pixels) -> None:
    print("\nTime for 1024 x 1024, one core, best of three")
    large = opaque(cv2.resize(picture, (1024, 1024), interpolation=cv2.INTER_CUBIC))
    half = np.ascontiguousarray(large[::2, ::2])
    cv2.circle(large, (512, 512), 260, (220, 40, 60, 255), -1, cv2.LINE_AA)
    work: dict[str, Callable[[], object]] = {
        "cut-out bria": lambda: remove_background(large),
        "cut-out birefnet heavy 2048": lambda: remove_background(large, "birefnet", "heavy", 2048),
        "upscale standard-v2 to it": lambda: upscale(half, 2),
        "depth": lambda: estimate_depth(large),
    }
    for name, call in work.items():
        print(f"  {name:28s} {min(_seconds(call) for _ in range(3)):.2f} s")


def _seconds(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


def upscale_sets(real: RealPictures, own: list[Pixels]) -> Iterator[tuple[str, list[Pixels]]]:
    if "scikit-image" in real.sources:
        yield "photo", real.photographs()
    if WESNOTH in real.sources:
        yield "painted", real.game_art(6, WESNOTH)
    if SUPERTUX in real.sources:
        yield "game", real.game_art(8, SUPERTUX)
    yield "own", own


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the embedded engine's cut-out, upscale and depth.")
    parser.add_argument("--sprites", type=int, default=12, help="sprites of each package")
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory() as folder:
        real = RealPictures(Path(folder))
        print("pictures of:", ", ".join(real.sources) or "the embedded painters only")
        if real.missing:
            print("could not be fetched:", ", ".join(real.missing))
        own = painted()
        sprites = real.sprites(arguments.sprites) if STAMPS in real.sources else painted_sprites()
        measure_upscale(dict(upscale_sets(real, own)))
        measure_cutout(sprites, real.photographs(BACKGROUNDS) or own)
        measure_depth(real)
        measure_speed(own[0])


if __name__ == "__main__":
    main()
