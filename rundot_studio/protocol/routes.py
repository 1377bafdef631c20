"""Paths of the service. ``{game}`` is the game (app) id."""

from urllib.parse import quote

GENERATE = "/v1/imagegen/{game}/generate"
REMOVE_BACKGROUND = "/v1/imagegen/{game}/remove-background"
UPSCALE = "/v1/imagegen/{game}/upscale-image"
DEPTH = "/v1/imagegen/{game}/estimate-depth"
MODELS = "/v1/imagegen/models"
COMPLETED_JOBS = "/v1/jobs/{game}/imagegen/completed"
ESTIMATE = "/v1/credits/estimate"
OUTPUTS = "/v1/outputs/{name}"
"""Where the embedded engine keeps what it made."""
REHEARSAL_COUNTS = "/v1/rehearsal/counts"
"""The embedded engine's own count of what it was asked, while faults are on."""
REHEARSAL_SIGN_IN = "/v1/rehearsal/sign-in"
"""A made-up session of a person, in the form that the vendor's command-line tool keeps on disk."""

ENGINE_HEADER = "x-rundot-engine"
"""Set by the embedded engine on its answers: who painted, with which versions. The hosted service does not send it."""


def for_game(route: str, game: str) -> str:
    """The path with the game's id in it, safely quoted."""
    return route.replace("{game}", quote(game, safe=""))
