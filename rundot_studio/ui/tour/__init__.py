"""A two-minute tour of the window: a small card that points at one part after another, and lets the artist work."""
