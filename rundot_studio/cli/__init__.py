"""The commands: a thin layer over the studio. No Qt."""
