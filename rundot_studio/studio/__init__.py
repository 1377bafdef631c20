"""Application services: what the window and the command line share. asyncio, no Qt."""
