"""What a file's record says is never believed blindly: whatever is in it, a picture comes out that can be kept."""

from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.imaging import a1111, codec, recipe_chunks
from rundot_studio.library.adding import insert_picture
from rundot_studio.library.database import Database
from rundot_studio.library.describing import describe, id_of_content

from .conftest import png_bytes

WHEN = datetime(2026, 11, 22, tzinfo=UTC)
_TEXT = st.text(st.characters(exclude_categories=()), max_size=12)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=6,
)
_RECIPES = st.fixed_dictionaries(
    {"kind": st.sampled_from(["generated", "cutout", "upscaled", "depth", "other"])},
    optional={
        "prompt": _VALUES,
        "negativePrompt": _VALUES,
        "model": _VALUES,
        "seed": _VALUES,
        "source": st.fixed_dictionaries({"place": _TEXT | _VALUES}) | _VALUES,
        "references": _VALUES,
        "factor": _VALUES,
        "settings": _VALUES,
    },
)
_RECORDS = st.fixed_dictionaries(
    {"rundotStudio": st.just(1), "id": st.just("0123456789") | _VALUES, "recipe": _RECIPES | _VALUES},
    optional=dict.fromkeys(("seed", "model", "createdAt", "engine", "parent", "deliveredSha256", "prompt"), _VALUES),
)


@given(record=_RECORDS)
def test_any_record_gives_a_picture_that_the_database_takes(tmp_path_factory, record: dict) -> None:
    data = recipe_chunks.embed(png_bytes(), a1111.write_recipe(record))
    described = describe(data, codec.probe(data), "a file", WHEN)
    database = _database(tmp_path_factory)
    try:
        with database.transaction() as connection:
            added = insert_picture(connection, described.picture)
            assert (added.id, added.recipe) == (described.picture.id, described.picture.recipe)
            connection.execute("DELETE FROM pictures")
    finally:
        database.close()


def _database(factory) -> Database:
    return Database(Path(factory.getbasetemp()) / "describing.sqlite3")


def test_what_has_no_record_is_the_same_every_time() -> None:
    data = png_bytes()
    first, second = (describe(data, codec.probe(data), "Old Castle", WHEN) for _ in range(2))
    assert first == second
    assert first.picture.id == id_of_content(data)
    assert not first.own
