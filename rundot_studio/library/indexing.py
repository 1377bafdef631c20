"""What finding needs, derived from pictures and marks: the folded words, and the facets with their counts.

Every function works inside the caller's transaction, so that what is found is never older than what is stored.
"""

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from rundot_studio.domain.catalog import ASPECT_RATIOS
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import CutoutRecipe, GenerateRecipe, UpscaleRecipe

from . import layout
from .folding import fold

RATIO_TOLERANCE = 0.02
"""How far the sides of a picture may be off a named ratio: enough for rounding, too little to reach the next."""

_FACET = "kind, model_asked, model_used, engine, procedural, has_alpha, aspect_ratio, stars, deleted"
_FACET_EQUALS = " AND ".join(f"{name} = ?" for name in _FACET.split(", "))


def index_picture(connection: sqlite3.Connection, picture: Picture) -> None:
    """Make a new picture, which has no marks, findable. ``picture.number`` must be the database's."""
    recipe = picture.recipe
    prompt = recipe.prompt if isinstance(recipe, GenerateRecipe) else layout.words_of(recipe)
    avoid = recipe.negative_prompt if isinstance(recipe, GenerateRecipe) else ""
    connection.execute(
        "INSERT INTO picture_words (rowid, prompt, avoid, tags, notes) VALUES (?, ?, ?, '', '')",
        (picture.number, fold(prompt), fold(avoid)),
    )
    values = (
        picture.kind.value,
        model_asked(picture),
        picture.model_used,
        picture.engine,
        int(picture.procedural),
        int(picture.has_alpha),
        aspect_ratio(picture),
        0,
        0,
    )
    connection.execute(
        "INSERT INTO picture_facets (number, facet, day, seed) VALUES (?, ?, ?, ?)",
        (picture.number, _facet(connection, values), day_number(picture.created_at), picture.seed_used),
    )


def refresh_words(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """After tags or notes of these pictures changed."""
    for number in numbers:
        names = connection.execute(
            "SELECT name FROM picture_tags JOIN tags ON tags.id = picture_tags.tag WHERE number = ? ORDER BY name",
            (number,),
        ).fetchall()
        notes = connection.execute("SELECT notes FROM marks WHERE number = ?", (number,)).fetchone()
        connection.execute(
            "UPDATE picture_words SET tags = ?, notes = ? WHERE rowid = ?",
            (fold(" ".join(row["name"] for row in names)), fold(notes["notes"] if notes else ""), number),
        )


def refresh_facets(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """After stars or the trash of these pictures changed."""
    for number in numbers:
        row = connection.execute(
            f"SELECT {_FACET.replace('stars, deleted', 'marks.stars, marks.deleted_at IS NOT NULL')} "
            "FROM picture_facets JOIN facets ON facets.id = picture_facets.facet JOIN marks USING (number) "
            "WHERE number = ?",
            (number,),
        ).fetchone()
        if row is not None:
            facet = _facet(connection, tuple(row))
            connection.execute("UPDATE picture_facets SET facet = ? WHERE number = ?", (facet, number))


def model_asked(picture: Picture) -> str:
    recipe = picture.recipe
    if isinstance(recipe, GenerateRecipe | UpscaleRecipe):
        return recipe.model
    return recipe.settings.model if isinstance(recipe, CutoutRecipe) else ""


def aspect_ratio(picture: Picture) -> str:
    """The ratio that was asked for, or for a picture made from another the named one it has; empty for none of them."""
    if isinstance(picture.recipe, GenerateRecipe):
        return picture.recipe.aspect_ratio
    if not picture.width or not picture.height:
        return ""
    shape = picture.width / picture.height
    nearest = min(ASPECT_RATIOS, key=lambda ratio: abs(shape * ratio.height / ratio.width - 1))
    return nearest.name if abs(shape * nearest.height / nearest.width - 1) <= RATIO_TOLERANCE else ""


def day_number(moment: datetime) -> int:
    """The artist's local day, counted as ``date.toordinal`` does."""
    return moment.astimezone().toordinal()


def _facet(connection: sqlite3.Connection, values: tuple[object, ...]) -> int:
    """The number of a combination, made where it is new."""
    row = connection.execute(f"SELECT id FROM facets WHERE {_FACET_EQUALS}", values).fetchone()
    if row is None:
        marks = ", ".join("?" * len(values))
        row = connection.execute(f"INSERT INTO facets ({_FACET}) VALUES ({marks}) RETURNING id", values).fetchone()
    return int(row["id"])
