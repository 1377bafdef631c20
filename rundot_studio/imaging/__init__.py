"""Pixels, and the bytes of picture files with the recipes in them. Knows no library, no network and no Qt."""
