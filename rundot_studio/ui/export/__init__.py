"""From the gallery into a game: projects, the export sheet with its preview, updates, and what went where."""
