"""Enlarging pictures without weights: learned filters, directional convolution, and pixel art left as pixels.

Pure functions on numpy arrays, deterministic in every process. Decoding, encoding and limits on size are not done here.
"""

from rundot_studio.engine.upscale.pipeline import UpscaleModel, upscale

__all__ = ["UpscaleModel", "upscale"]
