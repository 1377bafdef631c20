"""What a selection has in common."""

from rundot_studio.domain.picture_kind import PictureKind
from rundot_studio.library.library import Library
from rundot_studio.library.summary import Summary, summarise

from .conftest import answered_job, png_bytes


def test_kinds_stars_and_tags_are_counted_over_the_selection(library: Library) -> None:
    pictures = [library.store(answered_job(number), png_bytes(), "png", (8, 6), True) for number in range(1, 5)]
    ids = [picture.id for picture in pictures]
    library.tag(ids[:3], add=["hero"])
    library.tag(ids[:2], add=["approved"])
    library.star(ids[:3], 4)
    found = summarise(library, [picture.number for picture in pictures[:3]])
    assert found.count == 3
    assert found.stored_bytes == sum(picture.stored_bytes for picture in pictures[:3])
    assert found.kinds == {PictureKind.GENERATED: 3}
    assert found.tags == {"approved": 2, "hero": 3}
    assert found.common_tags == ["hero"]
    assert found.common_stars == 4
    assert summarise(library, [picture.number for picture in pictures]).common_stars is None


def test_what_is_not_there_counts_nothing(library: Library) -> None:
    assert summarise(library, [1, 2, 3]) == Summary()
