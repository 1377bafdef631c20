"""Styles: templates around a prompt, and what they avoid."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.domain.expansion import tidied
from rundot_studio.domain.styles import Style, joined_avoid, own_avoid, styled, template_problem

INK = Style("ink", "Ink", "{prompt}, ink drawing", "colour, Blur")
FRAMED = Style("framed", "Framed", "a framed picture of {prompt}", "blur, text")


def test_styles_are_applied_in_order() -> None:
    assert styled("a cat", [INK, FRAMED]) == "a framed picture of a cat, ink drawing"
    assert styled("a cat", [FRAMED, INK]) == "a framed picture of a cat, ink drawing"
    assert styled("a cat", [INK, INK]) == "a cat, ink drawing, ink drawing"


def test_braces_of_a_prompt_mean_nothing_to_a_style() -> None:
    assert styled("{prompt} and {a}", [INK]) == "{prompt} and {a}, ink drawing"


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("ink drawing", "no {prompt}"),
        ("{prompt} on {prompt}", "2 times"),
        ("{prompt}, {oil|ink}", "alternatives belong into the prompt"),
        ("{prompt} }", "no braces but"),
        ("{prompt}" + "x" * 5000, "5,008 letters long"),
    ],
)
def test_a_broken_template_is_told_in_a_sentence(template: str, said: str) -> None:
    assert said in template_problem(template)
    assert said in Style("x", "X", template).problem


def test_a_sound_style_has_no_problem_and_a_nameless_one_has() -> None:
    assert INK.problem == ""
    assert "no name" in Style("x", " ", "{prompt}").problem


def test_avoids_are_joined_once_whatever_their_capitals() -> None:
    assert joined_avoid("Text,  fog ", [INK, FRAMED]) == "Text, fog, colour, Blur"


WORDS = st.lists(st.text("abC ", min_size=1, max_size=4), max_size=5).map(",".join)


@given(WORDS, WORDS)
def test_joining_again_changes_nothing_and_the_own_part_comes_back(avoid: str, theirs: str) -> None:
    style = Style("x", "X", "{prompt}", theirs)
    once = joined_avoid(avoid, [style])
    assert joined_avoid(once, [style]) == once
    again = joined_avoid(own_avoid(once, [style]), [style])
    assert sorted(again.casefold().split(", ")) == sorted(once.casefold().split(", "))
    assert set(own_avoid(once, [style]).split(", ")) <= set(once.split(", ")) | {""}


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [("a  old ship", "a old ship"), ("a , b ; c .", "a, b; c."), (" a ", "a"), ("a\n\n  b", "a\n\n b"), ("", "")],
)
def test_blanks_of_empty_options_are_taken_out(typed: str, tidy: str) -> None:
    assert tidied(typed) == tidy
