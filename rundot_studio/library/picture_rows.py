"""Single pictures: by their ids, and by whose children they are."""

from rundot_studio.domain.errors import PictureUnknown
from rundot_studio.domain.picture import Picture

from .database import Database
from .rows import PICTURE_COLUMNS, picture_from

MIN_ID_PREFIX = 4


def read_picture(database: Database, picture_id: str) -> Picture:
    """The picture by its id, or by the beginning of one (four digits or more). Raises PictureUnknown."""
    text = picture_id.strip().lower()
    if len(text) < MIN_ID_PREFIX or not all(letter in "0123456789abcdef" for letter in text):
        raise PictureUnknown(f"{picture_id!r} is not a picture's id (at least four of its ten hex digits).")
    # A range over the unique index: LIKE would scan, and 'g' sorts after every hex digit.
    query = f"SELECT {PICTURE_COLUMNS} FROM pictures WHERE id >= ? AND id < ? LIMIT 2"
    rows = database.rows(query, text, text + "g")
    if not rows:
        raise PictureUnknown(f"There is no picture {picture_id!r} in this library.")
    if len(rows) > 1:
        raise PictureUnknown(f"{picture_id!r} is the beginning of several pictures' ids; give more digits.")
    return picture_from(rows[0])


def read_parent(database: Database, picture: Picture) -> Picture | None:
    """What a picture was made from, if it is there and not in the trash."""
    rows = database.rows(
        f"SELECT {PICTURE_COLUMNS} FROM pictures LEFT JOIN marks USING (number) WHERE id = ? AND deleted_at IS NULL",
        picture.parent_id,
    )
    return picture_from(rows[0]) if rows else None


def read_children(database: Database, picture_id: str) -> list[Picture]:
    """What was made from a picture and is not in the trash, oldest first."""
    rows = database.rows(
        f"SELECT {PICTURE_COLUMNS} FROM pictures LEFT JOIN marks USING (number) "
        "WHERE parent_id = ? AND deleted_at IS NULL ORDER BY pictures.number",
        picture_id,
    )
    return [picture_from(row) for row in rows]
