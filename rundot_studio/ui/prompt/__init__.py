"""The left column: everything that goes into the next picture."""
