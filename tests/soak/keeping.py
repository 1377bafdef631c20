"""Chores of a library's keeper: exports into a game, files brought in, deletions, and the trash emptied."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QColor, QImage

from rundot_studio.domain.picture_kind import PictureKind
from rundot_studio.ui.controls.sheet import is_covered
from tests.ui.person import Holds

from .artist import Artist

MOST_PICTURES = 150
"""So many are kept: what grows with the library is not what the soak looks for."""
FEWEST_PICTURES = 100


def export_into_the_game(artist: Artist) -> Iterator[Holds]:
    desk = artist.window.exporting
    yield lambda: desk.projects.known and not desk.projects.busy
    if desk.projects.chosen is None:
        desk.projects.link(artist.game)
        yield lambda: desk.projects.chosen is not None
    cutouts = [each.id for each in artist.studio.library.page(200) if each.kind is PictureKind.CUTOUT]
    if not cutouts:
        return
    desk.export_pictures(artist.rng.sample(cutouts, min(len(cutouts), 6)))
    yield lambda: desk.exporting is not None and desk.sheet is not None and desk.sheet.isVisible()
    assert desk.exporting is not None
    assert desk.sheet is not None
    sheet, session = desk.sheet, desk.exporting.session
    yield lambda: session.plan is not None and not session.work and not session.waiting
    for view in ("frame", "play", "sheet"):
        sheet.stage.views.choose(view)
        yield lambda: True
    sheet.foot.export.click()
    yield lambda: sheet.foot.undo.isVisible() or "overwrite" in sheet.foot.words.text().lower()
    artist.exports += 1
    sheet.foot.undo.click()
    yield lambda: not session.work and not session.waiting
    sheet.dismiss()
    yield lambda: not is_covered(artist.window)


def files_brought_in(artist: Artist) -> Iterator[Holds]:
    """Two pictures of other programs, a file that is none, and one that is cut off."""
    folder = artist.game.parent / "brought"
    folder.mkdir(exist_ok=True)
    files = [folder / f"{name}.png" for name in ("first", "second", "cut-off")]
    for file in files:
        image = QImage(256, 256, QImage.Format.Format_RGB32)
        image.fill(QColor.fromHsv(artist.rng.randrange(360), 200, 200))
        image.setPixelColor(artist.rng.randrange(256), artist.rng.randrange(256), QColor("white"))
        image.save(str(file))
    files[2].write_bytes(files[2].read_bytes()[:60])
    words = folder / "words.png"
    words.write_text("no picture", encoding="utf-8")
    ended: list[object] = []
    imports = artist.window.desk.imports
    imports.ended.connect(ended.append)
    imports.start([*files, words])
    yield lambda: bool(ended)
    imports.ended.disconnect(ended.append)
    artist.window.program.refused.dismiss()
    shutil.rmtree(folder)


def deleted_and_brought_back(artist: Artist) -> Iterator[Holds]:
    view, library = artist.window.panels.gallery.view, artist.studio.library
    before = library.count()
    newest = artist.newest()
    if newest is None:
        return
    yield from artist.look_at(newest)
    view.setFocus()
    for keys in ("Shift+Right", "Delete"):
        artist.press(keys, view)
    yield lambda: library.count() < before
    yield from artist.take_back()
    yield lambda: library.count() == before


def the_oldest_thrown_away(artist: Artist) -> Iterator[Holds]:
    """Beyond the four that the rest looks at; then the trash is emptied, and the system's with it."""
    library, care = artist.studio.library, artist.window.program.care
    pictures = library.page(10_000)
    if len(pictures) > MOST_PICTURES:
        going = [each.id for each in pictures[FEWEST_PICTURES:-4]]
        library.delete(going)
        yield lambda: library.count() <= FEWEST_PICTURES + 4
        ended: list[str] = []
        care.ended.connect(ended.append)
        care.empty_trash()
        yield lambda: bool(ended)
        care.ended.disconnect(ended.append)
        shutil.rmtree(Path.home() / ".local/share/Trash", ignore_errors=True)
