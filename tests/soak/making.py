"""Chores that make pictures: orders, cancelled ones, tools, a brush on the matte, and a server where calls fail."""

import time
from collections.abc import Iterator

from PySide6.QtCore import QPoint

from rundot_studio.domain.catalog import ASPECT_RATIOS
from rundot_studio.domain.picture_kind import PictureKind
from rundot_studio.studio.connections import EMBEDDED
from tests.ui.person import Holds

from .artist import Artist

PROMPTS = (
    "a brave knight with a lantern, pixel art",
    "a wooden treasure chest",
    "a stone wall, seamless texture",
    "a village in the mountains at dusk, watercolour",
    "a fierce dragon, oil painting",
    "a {red|green|blue} potion bottle",
    "a golden coin, pixel art",
    "a rabbit in a forest, ink",
)
TOOLS = ("cut-out", "upscale", "depth")


def order(artist: Artist, words: str, count: int) -> None:
    """Write words and press the one key."""
    prompt = artist.window.panels.prompt
    artist.press("Ctrl+L")
    artist.press("Ctrl+A")
    artist.type(words)
    prompt.count.choose(str(count))
    prompt.shape.choose(artist.rng.choice(ASPECT_RATIOS).name)
    artist.press("Ctrl+Return")
    artist.orders += count


def pictures_from_words(artist: Artist) -> Iterator[Holds]:
    before = artist.studio.library.count()
    order(artist, artist.rng.choice(PROMPTS), artist.rng.choice((1, 1, 4)))
    yield lambda: artist.quiet and artist.studio.library.count() > before


def something_to_cut_out(artist: Artist) -> Iterator[Holds]:
    """A picture with a clear subject and what the tools make of it: without a cut-out there are no brush and export."""
    order(artist, "a golden coin, pixel art", 1)
    yield lambda: artist.quiet and artist.newest(PictureKind.GENERATED)
    yield from tools(artist)


def the_same_again(artist: Artist) -> Iterator[Holds]:
    """The picture's recipe with its seed, then the picture reproduced."""
    picture = artist.newest(PictureKind.GENERATED)
    if picture is None:
        return
    yield from artist.look_at(picture)
    artist.press("Ctrl+U", artist.window)
    yield lambda: artist.window.panels.prompt.seed.value == picture.seed_used
    artist.run("reproduce")
    yield lambda: artist.quiet
    artist.window.panels.prompt.seed.set_value(None)


def orders_thought_better_of(artist: Artist) -> Iterator[Holds]:
    order(artist, artist.rng.choice(PROMPTS), 9)
    yield lambda: not artist.quiet
    begun = time.monotonic()
    yield lambda: time.monotonic() > begun + 0.5
    for job in [job for job in artist.studio.queue.jobs if job.active]:
        artist.studio.queue.cancel(job.id)
    yield lambda: artist.quiet


def tools(artist: Artist) -> Iterator[Holds]:
    picture = artist.newest(PictureKind.GENERATED)
    if picture is None:
        return
    for tool in TOOLS:
        yield from artist.look_at(picture)
        artist.click(artist.window.panels.canvas.tools.buttons[tool])
        yield lambda: artist.quiet
    yield from artist.look_at(picture)
    artist.click(artist.window.panels.canvas.tools.buttons["cut-out"])
    yield lambda: not artist.quiet
    for job in [job for job in artist.studio.queue.jobs if job.active]:
        artist.studio.queue.cancel(job.id)
    yield lambda: artist.quiet


def a_brush_on_the_matte(artist: Artist) -> Iterator[Holds]:
    cutout = artist.newest(PictureKind.CUTOUT)
    if cutout is None:
        return
    yield from artist.look_at(cutout)
    editor = artist.window.panels.canvas.matte
    artist.run("touch-up")
    yield lambda: editor.isVisible() and editor.canvas.has_picture
    middle = editor.canvas.rect().center()
    for down in (-60, 0, 60):
        artist.stroke(editor.canvas, middle + QPoint(-80, down), middle + QPoint(80, down))
    yield lambda: editor.canvas.changed
    artist.click(editor.bar.undo)
    if artist.rng.random() < 0.5:
        artist.click(editor.bar.keep)
    else:
        artist.click(editor.bar.cancel)
    yield lambda: not editor.isVisible()


def a_server_where_calls_fail(artist: Artist) -> Iterator[Holds]:
    """Over there, a batch with faults, what failed tried once more, the rest let go, and back."""
    yield from _switch(artist, artist.faulty)
    order(artist, artist.rng.choice(PROMPTS), 9)
    yield from _patiently(artist)
    artist.window.desk.jobs.retry_all()
    yield from _patiently(artist)
    for job in list(artist.studio.queue.jobs):
        if job.active:
            artist.studio.queue.cancel(job.id)
    yield lambda: artist.quiet
    for job in list(artist.studio.queue.jobs):
        artist.studio.queue.dismiss(job.id)
    yield from _switch(artist, EMBEDDED)


def _patiently(artist: Artist) -> Iterator[Holds]:
    begun = time.monotonic()
    yield lambda: artist.quiet or time.monotonic() > begun + artist.patience_s


def _switch(artist: Artist, connection: str) -> Iterator[Holds]:
    switching = artist.window.desk.connection.switching
    switching.switch(connection, artist.studio.settings)
    yield lambda: artist.connected and artist.studio.connection.name == connection
