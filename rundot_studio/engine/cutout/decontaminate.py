"""The subject's own colour at its edge: what the old background mixed in is taken out, so that no halo stays.

Forte, Pitié, "Approximate fast foreground colour estimation" (ICIP 2021), the blur-fusion method applied twice.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rundot_studio.engine.guided_filter import box_mean
from rundot_studio.engine.progress import Report, silent

Array = NDArray[np.float32]
F = np.float32


@dataclass(frozen=True)
class LocalColors:
    """Smooth foreground and background colours around each pixel, each (height, width, 3), 0..1."""

    foreground: Array
    background: Array

    def unmix(self, rgb: Array, alpha: Array) -> Array:
        """The subject's colour for ``rgb`` (height, width, 3) and ``alpha`` (height, width), 0..1.

        The local foreground, corrected by what it fails to explain of the picture.
        """
        opacity = alpha[..., None]
        unexplained = rgb - opacity * self.foreground - (1 - opacity) * self.background
        return np.clip(self.foreground + opacity * unexplained, 0, 1)


def _blur_fusion(foreground: Array, background: Array, alpha: Array, radius: int) -> LocalColors:
    opacity = alpha[..., None]
    mean_alpha = box_mean(alpha, radius)[..., None]
    return LocalColors(
        box_mean(foreground * opacity, radius) / (mean_alpha + F(1e-5)),
        box_mean(background * (1 - opacity), radius) / (1 - mean_alpha + F(1e-5)),
    )


def local_colors(rgb: Array, alpha: Array, report: Report = silent) -> LocalColors:
    """Colours on both sides of the edge of ``alpha``: first over a wide window, then again over a narrow one."""
    wide = max(6, int(max(alpha.shape) * 0.045))
    rough = _blur_fusion(rgb, rgb, alpha, wide)
    report(0.4)
    foreground = rough.unmix(rgb, alpha)
    report(0.6)
    return _blur_fusion(foreground, rough.background, alpha, max(2, wide // 15))
