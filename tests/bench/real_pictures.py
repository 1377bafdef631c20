"""Real sprites and photographs for benchmarks: fetched from public packages into a temporary folder, never committed.

Sprites with alpha come from the Debian packages of Tux Paint's stamps, Wesnoth and SuperTux; photographs from the
samples inside scikit-image's wheel; two pictures with measured depth from there and from OpenCV's documentation. What
cannot be fetched is reported as missing, and the embedded painters' own pictures take its place.
"""

import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from rundot_studio.engine.painters.compose import PaintRequest, paint

Pixels = NDArray[np.uint8]
Array = NDArray[np.float32]

FETCH_TIMEOUT_S = 90
STAMPS, WESNOTH, SUPERTUX, OPENCV_DOC = "tuxpaint-stamps-default", "wesnoth-1.16-data", "supertux-data", "opencv-doc"
PHOTOGRAPHS = ("astronaut", "chelsea", "coffee", "rocket", "motorcycle_left", "ihc")
BACKGROUNDS = ("coffee", "rocket", "grass", "gravel", "brick", "chelsea", "motorcycle_left", "ihc")


@dataclass(frozen=True)
class DepthScene:
    name: str
    rgb: Pixels
    near: Array
    """(height, width), more is nearer; any unit."""
    known: NDArray[np.bool_]


def _run(command: list[str], folder: Path) -> bool:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=FETCH_TIMEOUT_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


class RealPictures:
    """What could be fetched into ``folder``; ``sources`` and ``missing`` say which packages were."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sources: list[str] = []
        self.missing: list[str] = []
        for package in (STAMPS, WESNOTH, SUPERTUX, OPENCV_DOC):
            self._note(package, self._fetch_debian(package))
        self._note("scikit-image", self._fetch_wheel("scikit-image"))

    def _note(self, package: str, fetched: bool) -> None:
        (self.sources if fetched else self.missing).append(package)

    def _fetch_debian(self, package: str) -> bool:
        if not _run(["apt-get", "download", package], self.folder):
            return False
        archives = sorted(self.folder.glob(f"{package}_*.deb"))
        return bool(archives) and _run(["dpkg-deb", "-x", str(archives[0]), package], self.folder)

    def _fetch_wheel(self, package: str) -> bool:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", package]
        return _run(command, self.folder) and bool(self._wheels())

    def _wheels(self) -> list[Path]:
        return sorted(self.folder.glob("scikit_image*.whl"))

    def _sample(self, name: str) -> bytes | None:
        for wheel in self._wheels():
            with zipfile.ZipFile(wheel) as archive:
                for ending in ("", ".png", ".jpg"):
                    path = f"skimage/data/{name}{ending}"
                    if path in archive.namelist():
                        return archive.read(path)
        return None

    def photographs(self, names: tuple[str, ...] = PHOTOGRAPHS) -> list[Pixels]:
        """sRGB (height, width, 3)."""
        samples = [self._sample(name) for name in names]
        return [np.asarray(Image.open(io.BytesIO(data)).convert("RGB")) for data in samples if data]

    def _pictures(self, package: str, pattern: str) -> list[Path]:
        return sorted((self.folder / package).glob(pattern)) if package in self.sources else []

    def sprite_groups(self) -> dict[str, list[Path]]:
        return {
            STAMPS: self._pictures(STAMPS, "**/stamps/**/*.png"),
            WESNOTH: self._pictures(WESNOTH, "**/portraits/**/*.png"),
            SUPERTUX: self._pictures(SUPERTUX, "**/images/creatures/**/*.png"),
        }

    def sprites(self, per_group: int, seed: int = 5) -> list[Pixels]:
        """Cut-outs (height, width, 4) that fill a reasonable part of their picture, drawn the same way every time."""
        chosen: list[Pixels] = []
        rng = np.random.default_rng(seed)
        for paths in self.sprite_groups().values():
            order = rng.permutation(len(paths))
            usable = (rgba for rgba in map(read_rgba, (paths[i] for i in order)) if _is_cut_out(rgba))
            chosen += [rgba for rgba, _ in zip(usable, range(per_group), strict=False)]
        return chosen

    def game_art(self, count: int, package: str, seed: int = 3) -> list[Pixels]:
        """Opaque sRGB over mid grey, at least 96 pixels on the shorter side."""
        paths = self.sprite_groups()[package]
        order = np.random.default_rng(seed).permutation(len(paths))
        found: list[Pixels] = []
        for index in order:
            rgba = read_rgba(paths[index])
            if min(rgba.shape[:2]) >= 96:
                alpha = rgba[..., 3:].astype(np.float32) / 255
                found.append((rgba[..., :3] * alpha + 127.5 * (1 - alpha)).astype(np.uint8))
            if len(found) == count:
                break
        return found

    def depth_scenes(self) -> list[DepthScene]:
        return [*self._motorcycle(), *self._aloe()]

    def _motorcycle(self) -> Iterator[DepthScene]:
        picture, disparity = self._sample("motorcycle_left"), self._sample("motorcycle_disp.npz")
        if picture and disparity:
            with np.load(io.BytesIO(disparity)) as stored:
                near = stored["arr_0"].astype(np.float32)
            rgb = np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"))
            yield DepthScene("motorcycle", rgb, near, np.isfinite(near) & (near > 0))

    def _aloe(self) -> Iterator[DepthScene]:
        for truth in self._pictures(OPENCV_DOC, "**/aloeGT.png"):
            rgb = np.asarray(Image.open(truth.with_name("aloeL.jpg")).convert("RGB"))
            near = np.asarray(Image.open(truth).convert("L")).astype(np.float32)
            near = cv2.resize(near, rgb.shape[1::-1], interpolation=cv2.INTER_NEAREST)
            yield DepthScene("aloe", rgb, near, near > 0)


def read_rgba(path: Path) -> Pixels:
    return np.asarray(Image.open(path).convert("RGBA"))


def _is_cut_out(rgba: Pixels) -> bool:
    if min(rgba.shape[:2]) < 48:
        return False
    alpha = rgba[..., 3]
    return 0.05 <= float((alpha > 128).mean()) <= 0.8 and float((alpha < 10).mean()) >= 0.1


PROMPTS = ("castle at sunset", "forest", "knight painterly", "mountains", "dungeon", "lake watercolor")


def painted(side: int = 512) -> list[Pixels]:
    """The embedded painters' pictures, sRGB (side, side, 3): always there."""
    return [
        paint(PaintRequest(prompt=prompt, negative_prompt="", width=side, height=side, seed=900 + seed)).rgb8()
        for seed, prompt in enumerate(PROMPTS)
    ]


def painted_sprites() -> list[Pixels]:
    """Shapes of known outline cut from painted pictures, for when no real sprites can be had."""
    sprites = []
    for index, rgb in enumerate(painted(256)):
        turns = np.arange(10 + 2 * index) * np.pi / (5 + index)
        radius = np.where(np.arange(turns.size) % 2 == 0, 480, 260)
        points = np.stack([np.cos(turns) * radius + 512, np.sin(turns) * radius + 512], axis=1)
        outline = np.zeros((1024, 1024), np.uint8)
        cv2.fillPoly(outline, [points.astype(np.int32)], 255)
        sprites.append(np.dstack([rgb, cv2.resize(outline, (256, 256), interpolation=cv2.INTER_AREA)]))
    return sprites
