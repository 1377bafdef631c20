"""Words of a prompt that the embedded engine's painter did not know: noted in its PNGs, so that they can be told."""

import json

from rundot_studio.domain.errors import StudioError

from . import png_chunks
from .signatures import sniff

KEY = "rundot-engine-ignored"
"""PNG text key; its text is a JSON list of words."""
MOST_WORDS = 40
LONGEST_WORD = 60


def note_ignored_words(data: bytes, words: list[str]) -> bytes:
    """The PNG with the note; as it is where nothing was ignored."""
    kept = [word[:LONGEST_WORD] for word in words[:MOST_WORDS]]
    return png_chunks.with_text(data, KEY, json.dumps(kept, ensure_ascii=False)) if kept else data


def read_ignored_words(data: bytes) -> tuple[str, ...]:
    """What the note says; empty for a picture without one, or with one that is none of ours. Nothing here raises."""
    try:
        if sniff(data) != "png":
            return ()
        note = next(png_chunks.read_texts(data, KEY), None)
        found = json.loads(note.text) if note is not None else []
    except (StudioError, ValueError, RecursionError):
        return ()
    if not isinstance(found, list):
        return ()
    return tuple(word[:LONGEST_WORD] for word in found[:MOST_WORDS] if isinstance(word, str))
