"""One picture, large, and the tools that work on it."""
