"""Background removal without weights: a fitted backdrop or saliency, GrabCut, a matte, and clean edge colours.

Pure functions on numpy arrays, deterministic in every process. Decoding and encoding are not done here.
"""

from rundot_studio.engine.cutout.removal import CutoutModel, NoSubject, Variant, remove_background

__all__ = ["CutoutModel", "NoSubject", "Variant", "remove_background"]
