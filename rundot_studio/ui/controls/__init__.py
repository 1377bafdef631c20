"""The studio's own controls, painted from the theme's tokens; they know nothing of pictures or jobs."""
