"""What an engine did not understand: told where the artist wrote it, not where a style did."""

from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.domain.styles import Style
from rundot_studio.ui.inspector.unknown_words import words_of_artist

PIXELS = Style("pixels", "Pixels", "{prompt}, Crisp pixels, limited palette")
OTHER = Style("other", "Other", "{prompt}, glorbed")


def test_only_words_of_the_artist_are_told() -> None:
    recipe = GenerateRecipe("a glorbed knight, crisp pixels", template="a glorbed limited knight", styles=("pixels",))
    told = words_of_artist(("glorbed", "crisp", "limited", "palette"), recipe, [PIXELS, OTHER])
    assert told == ("glorbed", "limited")


def test_all_are_told_where_no_style_was_chosen_or_it_is_gone() -> None:
    assert words_of_artist(("crisp",), GenerateRecipe("a crisp knight"), [PIXELS]) == ("crisp",)
    gone = GenerateRecipe("a knight, crisp", template="a knight", styles=("gone",))
    assert words_of_artist(("crisp",), gone, [PIXELS]) == ("crisp",)
