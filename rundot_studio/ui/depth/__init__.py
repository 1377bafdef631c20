"""A picture seen through its depth map: parallax, fog, light, normals, a relief to turn, and what is exported of it."""
