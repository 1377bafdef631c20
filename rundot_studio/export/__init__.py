"""Pictures on their way into a game: copies that never overwrite unasked, sprites trimmed to their alpha."""
