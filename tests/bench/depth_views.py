"""How long a frame of each depth view takes at 1920 x 1080, against plainly warping and copying the same picture.

python -m tests.bench.depth_views [--frames 200] [--picture FILE --depth FILE]

Without a picture of one's own a forest is painted: hundreds of outlines before each other, the hardest case there is
for parallax. Frames follow a mouse that goes round; figures are milliseconds, the goal 16 at the 95th percentile.
"""

import argparse
import math
import os
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from rundot_studio.engine.painters.compose import PaintRequest, paint
from rundot_studio.imaging import codec
from rundot_studio.relief.depth_map import read_depth
from rundot_studio.relief.light import LightSettings
from rundot_studio.relief.mesh import MeshSettings
from rundot_studio.relief.orbit import Camera, ReliefModel
from rundot_studio.relief.scene import DepthScene, View, ViewSettings

from .table import tell

SIZE = (1920, 1080)
TURNING = (SIZE[0] // 3, SIZE[1] // 3)
"""As the window draws the relief while it is dragged; whole at rest."""
GOAL_MS = 16.0
Pixels = NDArray[np.uint8]
Frame = Callable[[tuple[float, float]], object]


def painted_forest() -> tuple[Pixels, NDArray[np.float32]]:
    painting = paint(PaintRequest(prompt="forest path in the morning", width=1344, height=768, seed=4))
    cv2.setNumThreads(os.cpu_count() or 1)  # the painters, which must be deterministic, do with one
    picture = np.full((*painting.depth.shape, 4), 255, np.uint8)
    picture[..., :3] = np.rint(np.clip(painting.rgb, 0, 1) * 255)
    return picture, painting.depth


def at_full_size(picture: Pixels, depth: NDArray[np.float32]) -> DepthScene:
    picture = cv2.resize(picture, SIZE, interpolation=cv2.INTER_AREA)
    return DepthScene(picture, cv2.resize(depth, SIZE, interpolation=cv2.INTER_AREA))


def plain_warp(picture: Pixels, out: Pixels) -> Frame:
    x, y = (
        each.astype(np.float32) + np.float32(0.4)
        for each in np.meshgrid(np.arange(SIZE[0]), np.arange(SIZE[1]), indexing="xy")
    )

    def frame(mouse: tuple[float, float]) -> None:
        cv2.remap(picture, x, y, cv2.INTER_LINEAR, out, cv2.BORDER_REPLICATE)

    return frame


def milliseconds(frame: Frame, count: int) -> tuple[NDArray[np.float64], float]:
    """Of each frame, and of all cores together for one: that tells the most on a machine with other work."""
    mice = [(0.5 + 0.45 * math.sin(index / 9), 0.5 + 0.45 * math.cos(index / 7)) for index in range(count)]
    frame(mice[-1])
    taken = []
    busy = time.process_time()
    for mouse in mice:
        start = time.perf_counter()
        frame(mouse)
        taken.append((time.perf_counter() - start) * 1000)
    return np.array(taken), (time.process_time() - busy) * 1000 / count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--frames", type=int, default=200)
    parser.add_argument("--picture", type=Path)
    parser.add_argument("--depth", type=Path)
    arguments = parser.parse_args()
    if arguments.picture and arguments.depth:
        picture, depth = codec.decode_rgba(arguments.picture.read_bytes()), read_depth(arguments.depth.read_bytes())
    else:
        picture, depth = painted_forest()
    scene = at_full_size(picture, depth)
    for view in (View.LIGHT, View.FOG, View.PARALLAX):
        start = time.perf_counter()
        scene.prepare(view)
        print(f"{view.value} prepared in {time.perf_counter() - start:.2f} s")
    out = np.empty_like(scene.picture)
    model = ReliefModel(scene.picture, scene.depth, MeshSettings(step=6))
    shiny = ViewSettings(light=LightSettings(highlight=0.5))
    frames: dict[str, Frame] = {
        "copy": lambda mouse: np.copyto(out, scene.picture),
        "plain remap": plain_warp(scene.picture, out),
        "light": lambda mouse: scene.render(View.LIGHT, mouse, out=out),
        "light, highlights": lambda mouse: scene.render(View.LIGHT, mouse, shiny, out=out),
        "fog": lambda mouse: scene.render(View.FOG, mouse, out=out),
        "parallax": lambda mouse: scene.render(View.PARALLAX, mouse, out=out),
        "parallax, draft": lambda mouse: scene.render(View.PARALLAX, mouse, draft=True, out=out),
        "relief, turning": lambda mouse: model.render(Camera(mouse[0] - 0.5, mouse[1] - 0.5), *TURNING, rough=True),
    }
    print(f"{os.cpu_count()} cores, {arguments.frames} frames of {SIZE[0]} x {SIZE[1]}")
    print(f"{'view':<20} {'least':>7} {'p50':>7} {'p95':>7} {'cpu':>7} {'/ remap':>8}   goal p95 {GOAL_MS:g}")
    remap = float(np.median(milliseconds(frames["plain remap"], arguments.frames)[0]))
    for name, frame in frames.items():
        taken, busy = milliseconds(frame, arguments.frames)
        middle, slow = np.percentile(taken, (50, 95))
        if name not in ("copy", "plain remap"):
            tell(f"depth view {name}, p95", float(slow), "ms", goal=f"<= {GOAL_MS:g}")
        told = "" if name in ("copy", "plain remap") else ("met" if slow <= GOAL_MS else "missed")
        print(f"{name:<20} {taken.min():7.2f} {middle:7.2f} {slow:7.2f} {busy:7.2f} {middle / remap:8.2f}   {told}")


if __name__ == "__main__":
    main()
