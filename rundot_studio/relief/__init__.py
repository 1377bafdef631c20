"""A picture and its depth map: shown as parallax, fog, light and false colour, and made into normals, layers, meshes.

Depth here is float32 of shape (height, width), 0 far to 1 near, linear in the distance from the back of the relief.
Pictures are straight RGBA of shape (height, width, 4), uint8. No files, no library, no Qt: arrays and bytes only.
"""
