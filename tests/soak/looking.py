"""Chores that change no picture: browsing, marks, the canvas, depth views, sheets, panels, sizes of the window."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from rundot_studio.domain.picture_kind import PictureKind
from rundot_studio.ui.controls.popover import Popover
from rundot_studio.ui.controls.sheet import Sheet, is_covered
from tests.ui.person import Holds

from .artist import Artist

SHEETS = ("palette", "shortcuts", "preferences", "guide", "about", "licences", "log", "matrix", "edit-styles")
SHEETS_TOO = ("edit-wildcards", "styles", "connection", "project", "project-links", "show-boards")
VIEWS = ("parallax", "fog", "light", "normals", "relief", "false-colour", "beside")
SIZES = ((1440, 900), (1024, 700), (1280, 800))


def browsing(artist: Artist) -> Iterator[Holds]:
    view, top = artist.window.panels.gallery.view, artist.window.panels.top
    view.setFocus()
    for keys in ("End", "PgUp", "PgUp", "Home", "PgDown", "Right", "Right", "Left"):
        artist.press(keys, view)
        yield lambda: True
    size = artist.window.panels.gallery.cell_size
    for side in (96, 200, 140):
        size.setValue(side)
        yield lambda: True
    artist.press("Ctrl+F")
    artist.type("knight")
    yield lambda: top.search.text == "knight"
    yield lambda: True
    artist.press("Escape")
    yield lambda: top.search.text == ""


def marks(artist: Artist) -> Iterator[Holds]:
    """Stars on a few, taken back again; quick look through some."""
    view = artist.window.panels.gallery.view
    newest = artist.newest()
    if newest is None:
        return
    yield from artist.look_at(newest)
    view.setFocus()
    for keys in ("Shift+Right", "Shift+Right", "4"):
        artist.press(keys, view)
    yield from artist.take_back()
    yield from artist.look_at(newest)
    look = artist.window.desk.browsing.look
    artist.run("quick-look")
    yield lambda: look.isVisible()
    for keys in ("Right", "Right", "Left"):
        artist.press(keys, look)
        yield lambda: True
    artist.press("Escape", look)
    yield lambda: not look.isVisible()


def the_canvas(artist: Artist) -> Iterator[Holds]:
    panels, view = artist.window.panels, artist.window.panels.gallery.view
    for action in ("zoom-100", "zoom-in", "zoom-in", "zoom-fit"):
        artist.run(action)
        yield lambda: True
    surface = panels.canvas.surface
    artist.stroke(surface, surface.rect().center(), surface.rect().center() + QPoint(120, 60))
    cutout = artist.newest(PictureKind.CUTOUT)
    if cutout is not None:
        yield from artist.look_at(cutout)
        artist.run("compare")
        yield lambda: True
        artist.run("compare")
    view.setFocus()
    artist.press("Home", view)
    for keys in ("Shift+Right", "Shift+Right", "Shift+Right"):
        artist.press(keys, view)
    artist.run("compare")
    yield lambda: True
    artist.run("compare")
    artist.run("only-canvas")
    yield lambda: True
    artist.run("only-canvas")
    yield lambda: panels.area.only is None


def depth_views(artist: Artist) -> Iterator[Holds]:
    depth = artist.newest(PictureKind.DEPTH)
    desk = artist.window.desk.depth
    if depth is None:
        return
    yield from artist.look_at(depth)
    artist.run("depth-views")
    yield lambda: desk.is_open
    for view in VIEWS:
        artist.run(f"depth-{view}")
        yield lambda: True
        surface = artist.window.panels.canvas.surface
        for step in range(8):
            QTest.mouseMove(surface, QPoint(100 + 40 * step, 200 + 10 * step))
            yield lambda: True
    desk.close_views()
    yield lambda: not desk.is_open


def sheets(artist: Artist) -> Iterator[Holds]:
    """Each opened, looked at and closed by Escape."""
    window = artist.window
    for action in (*SHEETS, *SHEETS_TOO):
        artist.run(action)
        yield lambda: True
        yield lambda: True
        artist.press("Escape")
        yield lambda: not is_covered(window)
        for popover in window.findChildren(Popover):
            popover.dismiss()
        yield lambda: True


def the_room(artist: Artist) -> Iterator[Holds]:
    """Themes, panels, sizes; at the end all is as it was."""
    window = artist.window
    for _ in range(2):
        window.appearance.toggle_theme()
        yield lambda: True
    for name in ("panel-prompt", "panel-gallery", "panel-picture", "panel-queue"):
        for _ in range(2):
            artist.run(name)
            yield lambda: True
    for width, height in (*SIZES, SIZES[0]):
        window.resize(width, height)
        yield lambda: True
    window.panels.area.start_anew()
    yield lambda: True


def all_closed(artist: Artist) -> bool:
    window = artist.window
    return not any(part.isVisible() for kind in (Sheet, Popover) for part in window.findChildren(kind))
