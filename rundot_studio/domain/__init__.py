"""The words of this program: frozen dataclasses and pure functions. Standard library only."""
