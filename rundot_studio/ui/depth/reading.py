"""The pair of a picture and its depth map, read once, and scenes of it at the sizes it is looked at. Blocking: for
threads only."""

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtGui import QImage

from rundot_studio.domain.errors import SourceUnusable
from rundot_studio.imaging import codec
from rundot_studio.relief.depth_map import read_depth
from rundot_studio.relief.mesh import MeshSettings
from rundot_studio.relief.orbit import ReliefModel
from rundot_studio.relief.scaling import scaled_to_fit
from rundot_studio.relief.scene import PREVIEW_PX, DepthScene
from rundot_studio.relief.upsampling import fitted
from rundot_studio.ui.pictures.loader import decode

from .choice import RELIEF_HEIGHT, STEP, DepthChoice
from .settings import LIVE_VIEWS, view_settings

REDUCTIONS = (3.0, 2.0, 1.5, 1.0)
"""Scenes are made at so many parts of the largest size, so that a small window costs little."""
ENOUGH = 0.95
RELIEF_MOST_PX = (1024, 1024)
"""It is seen smaller than the picture."""


@dataclass
class Pair:
    """``full`` is the scene at the largest size that is ever shown, ``reduction`` its pixels for one of the picture."""

    picture_path: Path
    depth_path: Path
    full: DepthScene
    reduction: float = 1.0
    _reduced: dict[float, DepthScene] = field(default_factory=dict)
    _turned: DepthScene | None = None

    @classmethod
    def read(cls, picture_path: Path, depth_path: Path) -> "Pair":
        """Raises SourceUnusable."""
        picture = codec.decode_rgba(read_bytes(picture_path))
        width = picture.shape[1]
        picture = scaled_to_fit(picture, PREVIEW_PX)  # a large one is let go before its map is read
        scene = DepthScene(picture, fitted(read_depth(read_bytes(depth_path)), picture))
        return cls(picture_path, depth_path, scene, scene.size[0] / width)

    @property
    def opaque(self) -> bool:
        return bool(self.full.picture[..., 3].min() == 255)

    def scene(self, choice: DepthChoice, width: int) -> DepthScene:
        """What ``width`` pixels on the screen are to be filled from, ready for the view that is chosen."""
        whole = self.full.size
        parts = next((each for each in REDUCTIONS if whole[0] / each >= width * ENOUGH), 1.0)
        if parts not in self._reduced:
            size = max(1, round(whole[0] / parts)), max(1, round(whole[1] / parts))
            self._reduced = {
                parts: self.full
                if parts == 1
                else DepthScene(self.full.picture, self.full.depth, most_px=size, stretch=False)
            }
        scene = self._reduced[parts]
        if choice.view in LIVE_VIEWS:
            scene.prepare(LIVE_VIEWS[choice.view], view_settings(choice, scene.size, opaque=self.opaque))
        return scene

    def relief(self, choice: DepthChoice) -> ReliefModel:
        """The solid relief; the grid counts pixels of the stored picture, as the exported mesh does."""
        if self._turned is None:
            self._turned = DepthScene(self.full.picture, self.full.depth, most_px=RELIEF_MOST_PX, stretch=False)
        scene = self._turned
        reduction = self.reduction * scene.size[0] / self.full.size[0]
        step = max(1, round(choice.value(STEP) * reduction))
        settings = MeshSettings(step=step, height=choice.value(RELIEF_HEIGHT))
        return ReliefModel(scene.picture, scene.depth, settings)

    def images(self) -> tuple[QImage, QImage]:
        """Picture and map with all their pixels."""
        return decode(read_bytes(self.picture_path)), decode(read_bytes(self.depth_path))


def read_bytes(path: Path) -> bytes:
    """Raises SourceUnusable."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceUnusable(f"{path.name} can't be read: {error.strerror or error}.") from error
