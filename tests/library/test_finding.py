"""Every filter alone and in pairs finds what going through all pictures finds; pages have no gaps; any text is safe."""

import itertools
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.domain.job import Answer, Job, JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.picture_kind import PictureKind
from rundot_studio.domain.recipe import CutoutRecipe, DepthRecipe, GenerateRecipe, Recipe, SourceImage, UpscaleRecipe
from rundot_studio.library.folding import fold
from rundot_studio.library.indexing import aspect_ratio, model_asked
from rundot_studio.library.library import Library
from rundot_studio.library.marks import Marks
from rundot_studio.library.query import Query

from .conftest import png_bytes

DAY = date(2026, 3, 1)
WORDS = ("brave knight", "Smok w Łodzi", "half-timbered house", "smørrebrød", "勇敢な騎士", "a knight's castle")
FILTERS: dict[str, list[dict[str, object]]] = {
    "text": [{"text": text} for text in ("kni", "KNIGHT br", "lodz", "half-tim", "騎士", "smorre", "boss", "night")],
    "kinds": [
        {"kinds": frozenset(kinds)} for kinds in ([PictureKind.CUTOUT], [PictureKind.DEPTH, PictureKind.UPSCALED])
    ],
    "model_asked": [{"model_asked": "gpt-image-1"}, {"model_asked": "bria"}],
    "model_used": [{"model_used": "gpt-image-2"}],
    "engine": [{"engine": "engine 1 (procedural)"}],
    "procedural": [{"procedural": True}, {"procedural": False}],
    "stars_at_least": [{"stars_at_least": 1}, {"stars_at_least": 4}],
    "board": [{"board": "first"}, {"board": "unknown"}],
    "tags": [{"tags": frozenset({"BOSS"})}, {"tags": frozenset({"boss", "wip"})}, {"tags": frozenset({"never"})}],
    "aspect_ratio": [{"aspect_ratio": "16:9"}, {"aspect_ratio": "4:3"}],
    "seed": [{"seed": 3}],
    "days": [{"since": DAY + timedelta(days=4)}, {"until": DAY + timedelta(days=4)}, {"since": DAY, "until": DAY}],
    "has_alpha": [{"has_alpha": True}, {"has_alpha": False}],
    "in_trash": [{"in_trash": True}, {"in_trash": None}],
}
ALONE = [part for parts in FILTERS.values() for part in parts]
PAIRS = [
    {**one, **other}
    for first, second in itertools.combinations(FILTERS, 2)
    for one, other in itertools.product(FILTERS[first], FILTERS[second])
]


class Shelf:
    """A library, and the same pictures and marks in plain lists."""

    def __init__(self, folder: Path) -> None:
        self.library = Library(folder)
        for number in range(48):
            self._add(number)
        self._mark()
        self.pictures = self.library.find(Query(in_trash=None), 1000, oldest_first=True)
        self.marks = self.library.marks([picture.id for picture in self.pictures])

    def _add(self, number: int) -> None:
        recipe: Recipe = GenerateRecipe(
            WORDS[number % len(WORDS)],
            "blurry" if number % 4 else "night",
            "gpt-image-1" if number % 3 else "gemini-3-pro-image-preview",
            "16:9" if number % 5 else "4:3",
            seed=number % 7,
        )
        source = SourceImage("pictures/2026/03/01-castle-s1-a1b2c3.png")
        if number % 6 == 5:
            recipe = (CutoutRecipe(source), DepthRecipe(source), UpscaleRecipe(source))[number // 6 % 3]
        used = "gpt-image-2" if number % 2 else "gemini-3-pro-image-preview"
        engine = f"engine {number // 24} (procedural)" if number % 8 else ""
        answer = Answer("https://x/1.png", "g", used, None, "", engine, bool(engine))
        made = datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC) + timedelta(days=number * 5 % 12)
        job = Job(f"{number:010x}", recipe, "embedded", made, JobState.ANSWERED, answer=answer)
        size = (1344, 768) if number % 5 else (1184, 864)
        self.library.store(job, png_bytes(), "png", size, number % 4 == 1)

    def _mark(self) -> None:
        ids = [f"{number:010x}" for number in range(48)]
        self.library.create_board("one")
        self.library.create_board("two")
        self.boards = [board.id for board in self.library.boards()]
        for stars in range(6):
            self.library.star(ids[stars::7], stars)
        self.library.tag(ids[::3], ["Boss"])
        self.library.tag(ids[::4], ["wip"])
        self.library.note(ids[5::9], "a night at the house of the boss")
        self.library.put_on_board(self.boards[0], ids[::5])
        self.library.put_on_board(self.boards[1], ids[1::2])
        self.library.delete(ids[2::11])

    def query(self, parts: dict[str, object]) -> Query:
        query = Query(**parts)  # type: ignore[arg-type]
        return replace(query, board=self.boards[0]) if query.board == "first" else query

    def expected(self, query: Query) -> list[Picture]:
        return [picture for picture in self.pictures if matches(query, picture, self.marks[picture.id])]


def matches(query: Query, picture: Picture, marks: Marks) -> bool:
    day = picture.created_at.astimezone().date()
    kept = {tag.casefold() for tag in marks.tags}
    recipe = picture.recipe
    prompt = recipe.prompt if isinstance(recipe, GenerateRecipe) else "castle"
    avoid = recipe.negative_prompt if isinstance(recipe, GenerateRecipe) else ""
    words = [fold(text).split() for text in (prompt, avoid, " ".join(sorted(marks.tags)), marks.notes)]
    return (
        all(any(begins(fold(typed).split(), column) for column in words) for typed in query.text.split())
        and (not query.kinds or picture.kind in query.kinds)
        and query.model_asked in (None, model_asked(picture))
        and query.model_used in (None, picture.model_used)
        and query.engine in (None, picture.engine)
        and query.procedural in (None, picture.procedural)
        and marks.stars >= query.stars_at_least
        and (query.board is None or query.board in marks.boards)
        and {tag.casefold() for tag in query.tags} <= kept
        and query.aspect_ratio in (None, aspect_ratio(picture))
        and query.seed in (None, picture.seed_used)
        and (query.since or day) <= day <= (query.until or day)
        and query.has_alpha in (None, picture.has_alpha)
        and query.in_trash in (None, marks.deleted_at is not None)
    )


def begins(typed: list[str], words: list[str]) -> bool:
    """Whether the typed words follow each other somewhere, the last one being a beginning."""
    places = range(len(words) - len(typed) + 1)
    return not typed or any(
        words[at : at + len(typed) - 1] == typed[:-1] and words[at + len(typed) - 1].startswith(typed[-1])
        for at in places
    )


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path_factory.mktemp("finding") / "library")
    shelf.library.flush()
    yield shelf
    shelf.library.close()


@pytest.fixture(autouse=True)
def nothing_left_running() -> None:
    """The library's thread for sidecars is that of the module's shelf."""


@pytest.mark.parametrize("parts", ALONE, ids=str)
def test_a_filter_alone_finds_what_it_says(shelf: Shelf, parts: dict[str, object]) -> None:
    query = shelf.query(parts)
    found = shelf.library.find(query, 1000, oldest_first=True)
    assert found == shelf.expected(query)
    assert shelf.library.count_found(query) == len(found)
    nothing = query.board == "unknown" or "never" in query.tags
    assert 0 < len(found) < len(shelf.pictures) or nothing or query.in_trash is None


def test_all_pairs_of_filters_find_what_both_say(shelf: Shelf) -> None:
    wrong = []
    for parts in PAIRS:
        query = shelf.query(parts)
        expected = shelf.expected(query)
        found = shelf.library.find(query, 1000, oldest_first=True)
        if found != expected or shelf.library.count_found(query) != len(expected):
            wrong.append(parts)
    assert not wrong


@given(st.data())
def test_any_mix_finds_what_all_of_it_says_in_pages_without_gaps(shelf: Shelf, data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(sorted(FILTERS)), unique=True, min_size=1, max_size=5))
    parts = {key: value for name in names for key, value in data.draw(st.sampled_from(FILTERS[name])).items()}
    query = shelf.query(parts)
    oldest_first = data.draw(st.booleans())
    size = data.draw(st.integers(1, 7))
    expected = shelf.expected(query)[:: 1 if oldest_first else -1]
    found: list[Picture] = []
    while page := shelf.library.find(query, size, found[-1].number if found else None, oldest_first):
        assert len(page) <= size
        found += page
    assert found == expected


@given(st.text(st.characters(min_codepoint=0, max_codepoint=sys.maxunicode, categories=None)))
def test_any_typed_text_is_safe(shelf: Shelf, text: str) -> None:
    query = Query(text, tags=frozenset({text}), board=text, engine="x")
    assert shelf.library.find(query, 5) == []
    assert shelf.library.find(Query(text), 1000, oldest_first=True) == shelf.expected(Query(text))


@pytest.mark.parametrize(
    "text", ['"', "NEAR(a b)", "prompt:knight", "knight OR dragon", "a* AND", "^knight", "-x", "'"]
)
def test_the_signs_of_the_query_language_mean_nothing(shelf: Shelf, text: str) -> None:
    assert shelf.library.find(Query(text), 1000, oldest_first=True) == shelf.expected(Query(text))


@pytest.mark.parametrize("seed", [-1, 2**31, 10**30])
def test_a_seed_that_no_picture_can_have_finds_nothing(shelf: Shelf, seed: int) -> None:
    assert shelf.library.find(Query(seed=seed), 5) == []
    assert shelf.library.count_found(Query(seed=seed)) == 0


def test_marks_are_found_at_once_and_no_longer_when_undone(library: Library, store: Callable[..., Picture]) -> None:
    picture = store(1)
    for mark, query in (
        (lambda: library.tag([picture.id], ["Łoś"]), Query("los")),
        (lambda: library.note([picture.id], "Straße"), Query("strasse")),
        (lambda: library.star([picture.id], 3), Query(stars_at_least=3)),
        (lambda: library.delete([picture.id]), Query(in_trash=True)),
    ):
        assert library.count_found(query) == 0
        change = mark()
        assert [found.id for found in library.find(query, 5)] == [picture.id]
        library.undo(change)
        assert library.find(query, 5) == []
        assert library.count_found(query) == 0
