"""The window's panels as docks: moved, hidden and arranged by the artist, and remembered."""
