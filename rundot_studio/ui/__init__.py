"""The window: the only place with Qt. Each area of it is a package with a desk that connects it with the studio."""
