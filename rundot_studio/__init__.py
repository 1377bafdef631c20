"""Rundot Studio: from a prompt to a sprite in the game, with every recipe kept."""

__version__ = "0.1.0"
