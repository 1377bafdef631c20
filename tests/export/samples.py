"""Frames and sheets for the tests of the export."""

from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st

from rundot_studio.export.frame import Frame
from rundot_studio.export.sheet import Animation, Borders, Region, Sheet, SheetPage

Size = tuple[int, int]


def noise(size: Size, seed: int) -> np.ndarray:
    """Straight RGBA of ``size`` (width, height), opaque in the middle, clear or faint at the rim."""
    rng = np.random.default_rng(seed)
    rgba = rng.integers(0, 256, (size[1], size[0], 4), np.uint8)
    rgba[..., 3] = 255
    return rgba


def sprite(size: Size, seed: int, margin: int = 0) -> np.ndarray:
    """A block of noise with ``margin`` clear pixels around it."""
    width, height = size
    rgba = np.zeros((height, width, 4), np.uint8)
    inner = noise((width - 2 * margin, height - 2 * margin), seed)
    rgba[margin : height - margin, margin : width - margin] = inner
    return rgba


def frame(name: str, rgba: np.ndarray, **more: object) -> Frame:
    return Frame(name, lambda: rgba, **more)  # type: ignore[arg-type]


def frames(sizes: Sequence[Size], margin: int = 0, stem: str = "f") -> list[Frame]:
    return [frame(f"{stem}_{index}", sprite(size, index, margin)) for index, size in enumerate(sizes)]


def sheet(pages: int = 1, scale: float = 1.0) -> Sheet:
    """A walk of three frames, a panel with borders, and a trimmed hero with a pivot of its own."""
    walk = [
        Region(f"walk_{n}", 0, 2 + 34 * n, 2, 30, 40, (4, 6), (48, 48), pivot=(0.5, 1.0), duration_ms=80 + 40 * n)
        for n in range(3)
    ]
    panel = Region("ui/panel", pages - 1, 110, 2, 64, 32, (0, 0), (64, 32), borders=Borders(8, 6, 10, 4))
    hero = Region("hero", pages - 1, 2, 60, 20, 33, (5, 0), (32, 33), pivot=(0.25, 0.75))
    files = ["art.png"] if pages == 1 else [f"art-{number}.png" for number in range(pages)]
    return Sheet(
        "art",
        tuple(SheetPage(file, 256, 128) for file in files),
        (*walk, panel, hero),
        (Animation("walk", tuple(region.name for region in walk)),),
        scale,
    )


sizes = st.tuples(st.integers(1, 60), st.integers(1, 60))
