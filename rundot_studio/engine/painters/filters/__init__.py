"""Filters that redraw a finished picture, painted or photographed, in another technique.

Each module has ``apply(rgb, rng, matte=None, *, lone=False) -> (rgb, matte)``: rgb (height, width, 3) in 0..1; matte
(height, width) in 0..1 or None, moved along wherever the technique moves outlines; ``lone`` says that the picture is a
single subject on a plain ground, where paper stays open and no frame is drawn. All lengths follow the longer side, so
that a picture of 128 px and one of 4096 px look alike. Each takes exactly one draw from ``rng``.
"""
