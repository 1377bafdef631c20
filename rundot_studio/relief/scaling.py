"""Pictures made smaller for a preview, or to work on."""

import cv2

from rundot_studio.imaging import codec

from .arrays import Rgba


def scaled_to_fit(picture: Rgba, most_px: tuple[int, int]) -> Rgba:
    """Never enlarged; colours count by their opacity. Whole factors of pixel art are not kept."""
    height, width = picture.shape[:2]
    scale = min(1.0, most_px[0] / width, most_px[1] / height)
    if scale == 1:
        return picture
    size = max(1, round(width * scale)), max(1, round(height * scale))
    if picture[..., 3].min() == 255:
        return cv2.resize(picture, size, interpolation=cv2.INTER_AREA).reshape(size[1], size[0], 4)
    return codec.scaled_down(picture, max(size))
