"""Import: what comes in, as what, and what is said of the rest."""

import os
import shutil
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.imaging import codec
from rundot_studio.library.candidates import find_candidates
from rundot_studio.library.database import Database
from rundot_studio.library.importing import Imported, Importer
from rundot_studio.library.layout import DATABASE
from rundot_studio.library.library import Library
from rundot_studio.library.thumbnails import Thumbnails
from rundot_studio.library.verify import verify

from .conftest import answered_job, png_bytes

Store = Callable[..., Picture]
A1111 = "a knight\nNegative prompt: blurry\nSteps: 20, Seed: 42, Size: 8x6, Model: dream_v8"


@pytest.fixture
def database(library: Library) -> Iterator[Database]:
    database = Database(library.folder / DATABASE)
    yield database
    database.close()


@pytest.fixture
def take(library: Library, database: Database) -> Callable[..., Imported]:
    def take(*paths: Path) -> Imported:
        imported = Importer(database, library.folder).run(paths)
        assert verify(database, library.folder).clean
        return imported

    return take


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


def picture_file(path: Path, color: tuple[int, int, int] = (1, 2, 3), text: str = "", **options: object) -> Path:
    info = PngInfo()
    if text:
        info.add_text("parameters", text)
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.new("RGB", (8, 6), color)
    if path.suffix == ".png":
        image.save(path, "PNG", pnginfo=info, **options)
    else:
        image.save(path, **options)
    return path


def sentences(imported: Imported) -> list[str]:
    return [refusal.problem.message for refusal in imported.refused]


def test_a_foreign_recipe_becomes_ours_as_far_as_it_maps(
    library: Library, take: Callable[..., Imported], inbox: Path
) -> None:
    path = picture_file(inbox / "x.png", text=A1111)
    before = path.read_bytes()
    (picture,) = take(path).added
    assert path.read_bytes() == before
    assert picture.recipe == GenerateRecipe("a knight", "blurry", "dream_v8", "4:3", seed=42)
    assert (picture.seed_used, picture.model_used, picture.engine) == (42, "dream_v8", "A1111 (imported)")
    assert library.page(10, search="knight") == [picture]
    assert picture.path.endswith(f"-knight-s42-{picture.id[:6]}.png")
    stored = library.read(picture)
    assert (codec.decode_rgba(stored) == codec.decode_rgba(before)).all()


def test_a_picture_without_a_recipe_is_called_by_its_name(take: Callable[..., Imported], inbox: Path) -> None:
    (picture,) = take(picture_file(inbox / "Old Castle (final).jpg")).added
    assert picture.title == "Old Castle (final)"
    assert picture.seed_used is None
    assert picture.model_used == ""
    assert picture.engine == "imported"
    assert picture.path.endswith(".jpg")


def test_our_own_file_comes_back_with_id_family_and_recipe(
    library: Library, store: Store, take: Callable[..., Imported], tmp_path: Path
) -> None:
    other = Library(tmp_path / "other")
    try:
        there = other.store(answered_job(7, parent_id="0000000001"), png_bytes(), "png", (8, 6), True)
        (picture,) = take(other.absolute(there)).added
    finally:
        other.close()
    assert picture == there
    assert library.read(picture) == (tmp_path / "other" / there.path).read_bytes()


def test_the_same_pixels_are_recognised_whatever_they_are_wrapped_in(
    library: Library, store: Store, take: Callable[..., Imported], inbox: Path
) -> None:
    known = store(1)
    shutil.copy(library.absolute(known), inbox / "copy.png")
    (inbox / "bare.png").write_bytes(png_bytes())
    Image.open(library.absolute(known)).save(inbox / "other.webp", lossless=True, exact=True)
    imported = take(inbox)
    assert imported.added == []
    assert [(each.path.name, each.picture_id) for each in imported.duplicates] == [
        (name, known.id) for name in ("bare.png", "copy.png", "other.webp")
    ]


def test_duplicates_within_one_import_are_recognised(take: Callable[..., Imported], inbox: Path) -> None:
    picture_file(inbox / "a.png")
    picture_file(inbox / "b.png", text=A1111)
    picture_file(inbox / "c.png", color=(9, 9, 9))
    imported = take(inbox)
    assert len(imported.added) == 2
    assert [each.path.name for each in imported.duplicates] == ["b.png"]
    assert len(take(inbox).duplicates) == 3


def test_one_of_ours_that_was_painted_over_is_a_child(
    library: Library, store: Store, take: Callable[..., Imported], inbox: Path
) -> None:
    known = store(1)
    text = Image.open(library.absolute(known)).text["parameters"]
    path = picture_file(inbox / "painted.png", text=text)
    (picture,) = take(path).added
    assert picture.parent_id == known.id
    assert picture.id != known.id
    assert picture.recipe == known.recipe
    assert [child.id for child in library.children(known.id)] == [picture.id]


def test_a_missing_file_comes_back_when_its_copy_is_imported(
    library: Library, store: Store, take: Callable[..., Imported], database: Database, inbox: Path
) -> None:
    known = store(1)
    shutil.move(library.absolute(known), inbox / "found.png")
    assert not verify(database, library.folder).clean
    assert take(inbox).put_back == [known]


def test_an_unknown_file_inside_the_library_stays_where_it_is(library: Library, take: Callable[..., Imported]) -> None:
    path = picture_file(library.folder / "pictures" / "2026" / "mine.png", text=A1111)
    before = path.read_bytes()
    (picture,) = take(path).added
    assert picture.path == "pictures/2026/mine.png"
    assert path.read_bytes() == before
    assert len(list((library.folder / "pictures").rglob("*.png"))) == 1


def test_folders_are_searched_to_the_bottom_and_links_out_are_not_followed(
    take: Callable[..., Imported], inbox: Path, tmp_path: Path
) -> None:
    picture_file(inbox / "a" / "b" / "c" / "deep.png", color=(1, 1, 1))
    (inbox / "a" / "named-nothing").write_bytes(picture_file(tmp_path / "t.png", color=(2, 2, 2)).read_bytes())
    (inbox / "notes.txt").write_text("no picture")
    outside = picture_file(tmp_path / "outside" / "secret.png", color=(3, 3, 3))
    (inbox / "link.png").symlink_to(outside)
    (inbox / "linked folder").symlink_to(outside.parent)
    (inbox / "inner.png").symlink_to(inbox / "a" / "b" / "c" / "deep.png")
    (inbox / "circle").symlink_to(inbox)
    imported = take(inbox)
    assert len(imported.added) == 2
    assert imported.duplicates == []
    assert len(imported.refused) == 1
    assert "leads out of the folder" in sentences(imported)[0]


def test_of_another_library_only_its_pictures_are_taken(
    take: Callable[..., Imported], tmp_path: Path, inbox: Path
) -> None:
    other = Library(inbox / "other")
    picture = other.store(answered_job(7), png_bytes(), "png", (8, 6), True)
    deleted = other.store(answered_job(8), png_bytes((1, 1, 1, 255)), "png", (8, 6), True)
    other.delete([deleted.id])
    other.keep_source(png_bytes((2, 2, 2, 255)), "png")
    Thumbnails(other).load(picture, 4)
    other.close()
    picture_file(inbox / ".hidden" / "x.png")
    picture_file(inbox / "._resource.png")
    imported = take(inbox)
    assert [added.id for added in imported.added] == [picture.id]
    assert imported.refused == []


def bomb() -> bytes:
    header = struct.pack(">IIBBBBB", 200_000, 200_000, 8, 6, 0, 0, 0)

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(99))) + chunk(b"IEND", b"")
    )


def test_each_bad_file_is_a_sentence_and_the_rest_goes_on(take: Callable[..., Imported], inbox: Path) -> None:
    good = picture_file(inbox / "zz-good.png")
    (inbox / "empty.png").write_bytes(b"")
    (inbox / "cut.png").write_bytes(good.read_bytes()[:40])
    (inbox / "bomb.png").write_bytes(bomb())
    (inbox / "text.png").write_text("I am no picture")
    picture_file(inbox / "moving.gif")
    imported = take(inbox, inbox / "nowhere.png", inbox / ("x" * 300 + ".png"))
    assert len(imported.added) == 1
    told = dict(zip((refusal.path.name[:8] for refusal in imported.refused), sentences(imported), strict=True))
    assert set(told) == {"empty.pn", "cut.png", "bomb.png", "text.png", "moving.g", "nowhere.", "xxxxxxxx"}
    assert "no bytes" in told["empty.pn"]
    assert "too large" in told["bomb.png"]
    assert "not a picture" in told["text.png"]
    assert all(sentence.endswith(".") for sentence in told.values())
    assert imported.stopped is None


@pytest.mark.parametrize(
    "name",
    ["🐉 dragon.png", "\u202eevil\u202c.png", "CON.png", "trailing..png", "x" * 251 + ".png", "a\nb.png", "-rf.png"],
)
def test_odd_names_become_plain_ones(take: Callable[..., Imported], inbox: Path, name: str) -> None:
    (picture,) = take(picture_file(inbox / name)).added
    stored = picture.path.rpartition("/")[2]
    assert len(stored.encode()) <= 120
    assert stored.isprintable()
    assert not stored.lower().startswith("con.")
    assert ".." not in stored


def test_a_name_of_bytes_that_are_no_text_is_survived(
    library: Library, take: Callable[..., Imported], inbox: Path
) -> None:
    raw = os.fsencode(inbox) + b"/\xff\xfe.png"
    try:
        with open(raw, "wb") as stream:  # noqa: PTH123
            stream.write(png_bytes())
    except OSError:
        pytest.skip("this disk takes text names only")
    (picture,) = take(inbox).added
    assert library.page(5) == [picture]


def test_a_cancel_leaves_what_is_done_and_nothing_half(library: Library, database: Database, inbox: Path) -> None:
    for number in range(9):
        picture_file(inbox / f"{number}.png", color=(number, 0, 0))
    enough = threading.Event()
    told: list[int] = []

    def progress(done: int, total: int, path: Path) -> None:
        told.append(total)
        if done == 3:
            enough.set()

    imported = Importer(database, library.folder, enough.is_set).run([inbox], progress)
    assert imported.cancelled
    assert len(imported.left) == 9 - len(imported.added)
    assert imported.left[-1] == inbox / "8.png"
    assert len(imported.added) == 3
    found = verify(database, library.folder)
    assert found.clean
    assert found.unknown == []
    assert told == [9] * 4
    assert len(Importer(database, library.folder).run([inbox]).added) == 6


def test_a_file_left_by_a_crash_between_copy_and_row_is_used(
    library: Library, take: Callable[..., Imported], database: Database, inbox: Path
) -> None:
    path = picture_file(inbox / "x.png", text=A1111)
    (picture,) = take(path).added
    with database.transaction() as connection:
        connection.execute("DELETE FROM pictures")
    (again,) = take(path).added
    assert (again.id, again.path) == (picture.id, picture.path)
    assert len(list((library.folder / "pictures").rglob("*.png"))) == 1


def test_a_record_with_wrong_types_is_read_as_a_foreign_one(take: Callable[..., Imported], inbox: Path) -> None:
    text = 'Seed: 1, Size: 8x6, Version: x, Rundot recipe: "{}"'
    for number, inner in enumerate(
        (
            '{\\"rundotStudio\\": 1, \\"id\\": \\"0123456789\\", \\"prompt\\": \\"p\\", '
            '\\"recipe\\": {\\"kind\\": \\"generated\\", \\"prompt\\": 5}}',
            '{\\"rundotStudio\\": 1, \\"id\\": 7, \\"recipe\\": {\\"kind\\": \\"generated\\", \\"prompt\\": \\"p\\"}}',
            '{\\"rundotStudio\\": 1, \\"recipe\\": []}',
        )
    ):
        path = picture_file(inbox / f"{number}.png", color=(number, 7, 7), text=text.replace("{}", inner))
        (picture,) = take(path).added
        assert picture.engine.endswith("(imported)") or picture.engine == "imported"


def test_a_seed_beyond_the_database_is_unknown(take: Callable[..., Imported], inbox: Path) -> None:
    (picture,) = take(picture_file(inbox / "a.png", text=A1111.replace("42", str(2**63 + 5)))).added
    assert picture.seed_used is None
    (picture,) = take(picture_file(inbox / "b.png", (5, 5, 5), A1111.replace("42", "156680208700286"))).added
    assert picture.seed_used == 156680208700286
    assert picture.recipe.seed is None


def test_nothing_to_import_is_no_fault(take: Callable[..., Imported], inbox: Path) -> None:
    assert take(inbox) == Imported()
    assert list(find_candidates([])) == []
