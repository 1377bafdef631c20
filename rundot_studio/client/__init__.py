"""Speaks the protocol to whichever service answers it: hosted, embedded or an artist's own server."""
