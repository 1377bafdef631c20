"""The artist's styles as files: written whole, never lost, never mixed with the built-in ones."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.domain.errors import RuleBroken, SourceUnusable
from rundot_studio.domain.styles import Style
from rundot_studio.studio.style_files import read_styles, write_styles
from rundot_studio.studio.styles import StyleBook, built_in_styles


@pytest.fixture
def book(tmp_path: Path) -> StyleBook:
    return StyleBook(tmp_path)


def test_the_built_in_styles_are_sound_and_different() -> None:
    styles = built_in_styles()
    assert len(styles) >= 12
    assert [style.problem for style in styles] == [""] * len(styles)
    assert len({style.id for style in styles}) == len({style.colour for style in styles}) == len(styles)
    assert all(style.built_in and style.description and style.avoid for style in styles)


def test_an_own_style_is_kept_changed_and_taken_away(book: StyleBook) -> None:
    made = book.create("Größer  Ink!", "{prompt}, ink", "blur")
    assert (made.id, made.name) == ("groer-ink", "Größer Ink!")
    changed = book.save(replace(made, template="{prompt}, red ink"))
    assert StyleBook(book.folder.parent).get(made.id) == changed
    assert book.delete(made.id) == changed
    assert changed not in book.styles()
    book.save(changed)
    assert changed in book.styles()


def test_a_broken_template_is_kept_with_its_sentence(book: StyleBook) -> None:
    made = book.create("Mine", "no place {for} it")
    assert "no {prompt}" in made.problem
    assert book.get("mine").template == "no place {for} it"


def test_names_that_are_taken_get_a_free_id(book: StyleBook) -> None:
    ids = [book.create(name, "{prompt}").id for name in ("Ink", "ink", "Pixel art", "墨絵", "")]
    assert ids == ["ink", "ink-2", "pixel-art-2", "style", "style-2"]


def test_a_built_in_style_is_duplicated_but_not_changed(book: StyleBook) -> None:
    pixel = book.get("pixel-art")
    for change in (lambda: book.save(pixel), lambda: book.delete("pixel-art")):
        with pytest.raises(RuleBroken, match="your own"):
            change()
    with pytest.raises(RuleBroken, match="your own"):
        book.save(replace(pixel, built_in=False))
    copies = [book.duplicate("pixel-art"), book.duplicate("pixel-art")]
    assert [copy.name for copy in copies] == ["Pixel art, 16-bit copy", "Pixel art, 16-bit copy 2"]
    assert not copies[0].built_in
    assert copies[0].template == pixel.template


def test_an_unknown_style_is_refused_with_those_like_it(book: StyleBook) -> None:
    with pytest.raises(RuleBroken, match="pixel-art"):
        book.get("pixl-art")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[[style]", b"[[style]]\ntemplate = 5", b"a = 1", b'["x"]'])
def test_a_file_that_is_no_style_is_told_and_left_as_it_is(book: StyleBook, content: bytes) -> None:
    book.folder.mkdir()
    file = book.folder / "odd.toml"
    file.write_bytes(content)
    assert [style for style in book.styles() if not style.built_in] == []
    (unreadable,) = book.unreadable()
    assert (unreadable.path, "odd.toml" in unreadable.problem) == (file, True)
    assert book.create("odd", "{prompt}").id == "odd-2"
    assert file.read_bytes() == content


@pytest.mark.parametrize("style_format", ["toml", "json"])
def test_styles_travel_in_a_file(book: StyleBook, tmp_path: Path, style_format) -> None:
    data = book.export(["pixel-art", "portrait"], style_format)
    other = StyleBook(tmp_path / "other")
    imported = other.add_from(data, "styles")
    assert [style.id for style in imported] == ["pixel-art-16-bit", "character-portrait"]
    assert [style.template for style in imported] == [book.get(i).template for i in ("pixel-art", "portrait")]


def test_an_import_that_can_not_be_read_adds_nothing(book: StyleBook) -> None:
    for data in (b"x" * 2_000_000, b"{}", b'{"styles": []}', b'{"styles": [{"template": "{prompt}"}, 5]}', b"[" * 9000):
        with pytest.raises(SourceUnusable, match=re.escape("in.json")):
            book.add_from(data, "in.json")
    assert not book.folder.exists()


TEXT = st.text(max_size=20)


@given(TEXT, TEXT, TEXT, st.sampled_from(["toml", "json"]))
def test_any_text_survives_a_file(name: str, template: str, avoid: str, style_format) -> None:
    style = Style("x", name or "n", template, avoid, "#112233", template)
    assert read_styles(write_styles([style], style_format), "f") == [style]
