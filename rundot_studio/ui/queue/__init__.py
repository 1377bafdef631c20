"""What runs, waits and needs the artist."""
