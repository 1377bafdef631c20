"""Depth of a single picture without weights: pictorial cues, a vanishing point, and edge-preserving refinement.

Approximate by nature, and said to be. Pure functions on numpy arrays, deterministic in every process.
"""

from rundot_studio.engine.depth.estimation import estimate_depth

__all__ = ["estimate_depth"]
