"""The guide in other languages: every chapter, with the links, pictures and commands of the English one."""

import re

import pytest

from rundot_studio.studio.guide import chapters, picture

CODES = ("de",)
_LINKED = re.compile(r"\]\(([^)]+)\)")
_CODE = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ROWS = re.compile(r"^(?:#|\||\d+\.|- )", re.MULTILINE)


@pytest.mark.parametrize("code", CODES)
def test_every_chapter_is_translated_with_its_links_pictures_and_commands(code: str) -> None:
    for english, translated in zip(chapters(), chapters(code), strict=True):
        assert translated.name == english.name
        assert translated.text != english.text, "not translated"
        links = [link.removeprefix(f"{code}/") for link in _LINKED.findall(translated.text)]  # it has its own pictures
        assert links == _LINKED.findall(english.text), english.name
        assert _CODE.findall(translated.text) == _CODE.findall(english.text), english.name
        assert len(_ROWS.findall(translated.text)) == len(_ROWS.findall(english.text)), english.name


@pytest.mark.parametrize("code", CODES)
def test_the_pictures_of_a_translated_chapter_are_found(code: str) -> None:
    for chapter in chapters(code):
        for shown in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", chapter.text):
            assert picture(shown), f"{chapter.name}: {shown}"


def test_a_language_without_a_guide_shows_it_in_english() -> None:
    assert chapters("xx") == chapters()
