"""One module per format: a sheet to the texts that an engine reads, and back where the format keeps all of it."""
