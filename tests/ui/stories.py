"""What a person does at the window, told in order. Each ``yield`` names what must come true before the next step."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint

from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import CutoutRecipe, GenerateRecipe
from rundot_studio.library.library import Library
from tests.ui.person import Holds, Person

PROMPT = "a brave knight, pixel art"


def library_of(person: Person) -> Library:
    studio = person.window.desk.studio
    assert studio is not None
    return studio.library


def pictures(person: Person) -> list[Picture]:
    return library_of(person).page(50)


def quiet(person: Person) -> bool:
    """Nothing runs or waits."""
    studio = person.window.desk.studio
    return studio is not None and not any(job.active for job in studio.queue.jobs)


def an_hour_of_work(person: Person) -> Iterator[Holds]:
    """Prompt, batch, seed lock, a reference, a cut-out, stars, search, a recipe used again, a deletion taken back."""
    window = person.window
    prompt, gallery, canvas = window.panels.prompt, window.panels.gallery.view, window.panels.canvas
    person.type(PROMPT)
    yield lambda: prompt.prompt.text == PROMPT
    person.press("ctrl+Return")
    yield lambda: len(pictures(person)) == 1 and quiet(person)
    # A batch of four, each with its own seed.
    person.click(prompt.count._buttons["4"])
    yield lambda: prompt.count.value == "4"
    person.press("ctrl+Return")
    yield lambda: len(pictures(person)) == 5 and quiet(person)
    assert len({picture.seed_used for picture in pictures(person)}) == 5
    # The seed of the first one, locked.
    person.click(prompt.count._buttons["1"])
    yield lambda: prompt.count.value == "1"
    first = pictures(person)[-1]
    row = gallery.rows.row_of_picture(first.id)
    assert row is not None
    person.click(gallery.viewport(), gallery.viewport().mapFromGlobal(person.card_place(row)))
    yield lambda: window.desk.picture == first
    person.press("ctrl+u")
    yield lambda: prompt.seed.value == first.seed_used
    # A gallery picture dragged to the references.
    second = pictures(person)[0]
    row = gallery.rows.row_of_picture(second.id)
    assert row is not None
    strip = prompt.references
    person.drag(person.card_place(row), strip.mapToGlobal(QPoint(strip.width() // 2, strip.height() - 24)))
    yield lambda: len(strip.value) == 1
    person.press("ctrl+Return")
    yield lambda: len(pictures(person)) == 6 and quiet(person)
    made = pictures(person)[0]
    assert made.seed_used == first.seed_used
    assert isinstance(made.recipe, GenerateRecipe)
    assert len(made.recipe.references) == 1
    # Cut out with one click, and compared with its source.
    yield lambda: window.desk.picture == made
    person.click(canvas.tools.buttons["cut-out"])
    yield lambda: isinstance(pictures(person)[0].recipe, CutoutRecipe) and quiet(person)
    yield lambda: window.desk.picture == pictures(person)[0] and canvas.canvas.can_compare
    # Five stars by a key, a search, and back.
    cut = pictures(person)[0]
    row = gallery.rows.row_of_picture(cut.id)
    assert row is not None
    person.click(gallery.viewport(), gallery.viewport().mapFromGlobal(person.card_place(row)))
    yield lambda: gallery.hasFocus()
    person.press("5")
    yield lambda: library_of(person).marks([cut.id])[cut.id].stars == 5
    person.press("ctrl+f")
    person.type("knight")
    yield lambda: window.panels.top.search.text == "knight" and gallery.rows.picture_count > 0
    person.press("Escape")
    yield lambda: window.panels.top.search.text == "" and gallery.rows.picture_count == 7
    # Deleted, and taken back.
    row = gallery.rows.row_of_picture(cut.id)
    assert row is not None
    person.click(gallery.viewport(), gallery.viewport().mapFromGlobal(person.card_place(row)))
    yield lambda: gallery.hasFocus()
    person.press("Delete")
    yield lambda: len(pictures(person)) == 6
    person.press("ctrl+z")
    yield lambda: len(pictures(person)) == 7
    # Something is left half written in the prompt.
    person.press("ctrl+l")
    yield lambda: prompt.prompt.edit.hasFocus()
    person.press("ctrl+a")
    person.type("a dragon with a")
    yield lambda: prompt.prompt.text == "a dragon with a"


def the_next_morning(person: Person) -> Iterator[Holds]:
    """All is as it was left."""
    window = person.window
    yield lambda: window.panels.gallery.view.rows.picture_count == 7
    assert window.panels.prompt.prompt.text == "a dragon with a"
    assert window.panels.prompt.seed.value == made_first(person).seed_used
    assert len(window.panels.prompt.references.value) == 1
    cut = next(picture for picture in pictures(person) if isinstance(picture.recipe, CutoutRecipe))
    assert library_of(person).marks([cut.id])[cut.id].stars == 5
    parent = library_of(person).parent(cut)
    assert parent is not None
    assert isinstance(parent.recipe, GenerateRecipe)
    assert library_of(person).verify().clean
    yield lambda: True


def made_first(person: Person) -> Picture:
    return pictures(person)[-1]
