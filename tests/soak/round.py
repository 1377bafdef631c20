"""A round of the soak: every chore once, in an order of its own, and then a rest in which everything is measured."""

import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from json import dumps
from typing import TextIO

from rundot_studio.studio.log_file import log_folder
from rundot_studio.ui.controls.popover import Popover
from tests.ui.person import Holds

from .artist import Artist
from .gauge import sample
from .keeping import deleted_and_brought_back, export_into_the_game, files_brought_in, the_oldest_thrown_away
from .looking import browsing, depth_views, marks, sheets, the_canvas, the_room
from .making import (
    a_brush_on_the_matte,
    a_server_where_calls_fail,
    orders_thought_better_of,
    pictures_from_words,
    something_to_cut_out,
    the_same_again,
    tools,
)

CHORES: tuple[Callable[[Artist], Iterator[Holds]], ...] = (
    pictures_from_words,
    the_same_again,
    orders_thought_better_of,
    tools,
    a_brush_on_the_matte,
    a_server_where_calls_fail,
    browsing,
    marks,
    the_canvas,
    depth_views,
    sheets,
    the_room,
    export_into_the_game,
    files_brought_in,
    deleted_and_brought_back,
)
SETTLE_S = 2.0
"""At a rest: longer than any timer that a last change may have started (see ``WRITE_AFTER_MS`` of the memory)."""


def rounds(artist: Artist, minutes: float, least: int, samples: TextIO) -> Iterator[Holds]:
    """Until the time is over, and at least so many; each sample is a line of JSON in ``samples``."""
    begun = time.monotonic()
    yield from something_to_cut_out(artist)
    done = 0
    while done < least or time.monotonic() - begun < minutes * 60:
        order = list(CHORES)
        artist.rng.shuffle(order)
        for chore in order:
            yield from chore(artist)
            artist.done[chore.__name__] = artist.done.get(chore.__name__, 0) + 1
        yield from the_oldest_thrown_away(artist)
        yield from rest(artist)
        done += 1
        found = asdict(sample((time.monotonic() - begun) / 60, log_folder()))
        print(dumps({"round": done, "pictures": artist.studio.library.count(), **found}), file=samples, flush=True)
    verified = artist.studio.library.verify()
    assert verified.clean, verified
    print(dumps({"orders": artist.orders, "exports": artist.exports, "chores": artist.done}), file=samples, flush=True)


def rest(artist: Artist) -> Iterator[Holds]:
    """The same state each time: all closed, nothing runs, and the same four pictures were looked at last."""
    window = artist.window
    yield lambda: artist.quiet
    for job in list(artist.studio.queue.jobs):
        artist.studio.queue.dismiss(job.id)
    for popover in window.findChildren(Popover):
        popover.dismiss()
    window.panels.canvas.show_canvas()
    for picture in artist.studio.library.page(10_000)[-4:]:
        yield from artist.look_at(picture)
    window.panels.gallery.view.setFocus()
    artist.press("Home", window.panels.gallery.view)
    since = time.monotonic()
    yield lambda: time.monotonic() > since + SETTLE_S
