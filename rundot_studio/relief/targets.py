"""Everything a picture and its depth can be exported as: names of files and what is in them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.imaging import codec

from .arrays import Depth, Rgba
from .clip import ClipSettings, parallax_clip
from .depth_map import encode_depth_png, stretched
from .glb import encode_glb
from .layer_set import LayerSetSettings, layer_set
from .mesh import MeshSettings, relief_mesh
from .normals import NormalSettings, normal_map
from .obj import encode_mtl, encode_obj
from .upsampling import fitted

TARGETS = ("depth8", "depth16", "normal", "normal-dx", "layers", "glb", "obj", "webp")
SUFFIXES = {
    "depth8": ".png",
    "depth16": ".png",
    "normal": ".png",
    "normal-dx": ".png",
    "layers": "",
    "glb": ".glb",
    "obj": ".obj",
    "webp": ".webp",
}
"""What the file of each target ends in; layers are a folder."""

Report = Callable[[float], None]


@dataclass(frozen=True)
class ReliefSettings:
    """How each target is made. ``stretch`` spreads the depth over its whole range first."""

    stretch: bool = False
    normals: NormalSettings = field(default_factory=NormalSettings)
    layers: LayerSetSettings = field(default_factory=LayerSetSettings)
    mesh: MeshSettings = field(default_factory=MeshSettings)
    clip: ClipSettings = field(default_factory=ClipSettings)

    def check(self) -> None:
        """Raises RuleBroken."""
        self.normals.check()
        self.layers.check()
        self.mesh.check()
        self.clip.check()


def relief_files(
    target: str,
    picture: Rgba,
    depth: Depth,
    stem: str,
    settings: ReliefSettings | None = None,
    report: Report = lambda fraction: None,
) -> Iterator[tuple[str, bytes]]:
    """The files of ``target`` at the picture's full size, named after ``stem``; layers after themselves.

    ``depth`` of another size is brought to the picture's. ``report`` is told 0..1; what it raises ends the work.
    Raises RuleBroken and SourceUnusable.
    """
    settings = settings or ReliefSettings()
    settings.check()
    if target not in TARGETS:
        raise RuleBroken("target", target, f"one of {', '.join(TARGETS)}")
    if settings.stretch:
        depth = stretched(depth)
    depth = fitted(depth, picture)
    report(0.0)
    if target in ("depth8", "depth16"):
        yield f"{stem}.png", encode_depth_png(depth, int(target.removeprefix("depth")))
    elif target in ("normal", "normal-dx"):
        pixels = normal_map(depth, picture, settings.normals, green_down=target == "normal-dx")
        yield f"{stem}.png", codec.encode_png(pixels)
    elif target == "layers":
        yield from layer_set(picture, depth, settings.layers, report)
    elif target == "webp":
        yield f"{stem}.webp", parallax_clip(picture, depth, settings.clip, report)
    else:
        yield from _mesh_files(target, picture, depth, stem, settings.mesh)
    report(1.0)


def _mesh_files(
    target: str, picture: Rgba, depth: Depth, stem: str, settings: MeshSettings
) -> Iterator[tuple[str, bytes]]:
    mesh = relief_mesh(picture, depth, settings)
    transparent = bool(picture[..., 3].min() < 255)
    texture = codec.encode_png(picture if transparent else np.ascontiguousarray(picture[..., :3]))
    if target == "glb":
        yield f"{stem}.glb", encode_glb(mesh, texture, "image/png", transparent=transparent, name=stem)
    else:
        yield f"{stem}.obj", encode_obj(mesh, f"{stem}.mtl")
        yield f"{stem}.mtl", encode_mtl(f"{stem}.png", transparent=transparent)
        yield f"{stem}.png", texture
