"""The library as a grid, with the jobs on their way."""
