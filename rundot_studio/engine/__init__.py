"""The embedded engine: an ASGI application that answers the image-generation protocol offline, procedurally."""
