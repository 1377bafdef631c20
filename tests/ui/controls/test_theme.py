from dataclasses import fields

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from rundot_studio.ui.controls.theme import (
    DARK,
    LIGHT,
    TEXT_PX,
    Tokens,
    apply_theme,
    contrast,
    interface_font,
    palette_of,
    sized,
    tokens_of,
    tokens_of_palette,
)
from tests.ui.conftest import Show, Waiting

THEMES = [pytest.param(DARK, id="dark"), pytest.param(LIGHT, id="light")]
READABLE = 4.5
SURFACES = ("window", "panel", "control", "hover", "raised")
WORDS_ON = [
    *[("text", surface) for surface in (*SURFACES, "canvas", "accent_soft", "bad_soft")],
    *[("secondary", surface) for surface in (*SURFACES, "canvas", "bad_soft")],
    *[("faint", surface) for surface in ("window", "panel", "control")],
    *[
        ("accent_text", surface)
        for surface in ("window", "panel", "control", "hover", "raised", "accent_soft", "bad_soft")
    ],
    *[("bad", surface) for surface in ("panel", "control", "bad_soft")],
    *[("warn", surface) for surface in ("window", "panel", "control", "hover")],
    ("on_primary", "primary"),
    ("on_primary", "primary_hover"),
]


@pytest.mark.parametrize("tokens", THEMES)
@pytest.mark.parametrize(("words", "ground"), WORDS_ON)
def test_words_can_be_read_on_every_ground_they_are_put_on(tokens: Tokens, words: str, ground: str) -> None:
    assert contrast(getattr(tokens, words), getattr(tokens, ground)) >= READABLE


@pytest.mark.parametrize("tokens", THEMES)
def test_surfaces_are_true_grey_so_that_colours_are_judged_right(tokens: Tokens) -> None:
    for name in (*SURFACES, "canvas", "line", "handle", "check_light", "check_dark", "text", "secondary", "faint"):
        assert QColor(getattr(tokens, name)).saturation() == 0, name


@pytest.mark.parametrize("tokens", THEMES)
def test_the_focus_ring_stands_out_from_what_it_surrounds(tokens: Tokens) -> None:
    for ground in ("window", "panel"):
        assert contrast(tokens.accent, getattr(tokens, ground)) >= 2.5


@pytest.mark.parametrize("tokens", THEMES)
def test_a_palette_tells_which_theme_it_is_of(tokens: Tokens) -> None:
    assert tokens_of_palette(palette_of(tokens)) is tokens


def test_every_colour_is_written_out() -> None:
    for tokens in (DARK, LIGHT):
        for field in fields(tokens):
            if field.name != "name":
                assert QColor(getattr(tokens, field.name)).isValid(), field.name


def test_contrast_knows_its_ends() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)


def test_a_change_of_theme_reaches_widgets_that_are_already_there(
    qapp: QApplication, shown: Show, wait_for: Waiting
) -> None:
    widget = QWidget()
    shown(widget)
    assert tokens_of(widget) is DARK
    apply_theme(qapp, LIGHT)
    wait_for(lambda: tokens_of(widget) is LIGHT)


def test_seeds_and_times_have_figures_of_one_width(qapp: QApplication) -> None:
    from PySide6.QtGui import QFontMetricsF

    metrics = QFontMetricsF(sized(interface_font(), TEXT_PX, tabular=True))
    assert len({round(metrics.horizontalAdvance(digit), 2) for digit in "0123456789"}) == 1


def test_qts_own_widgets_get_our_colours() -> None:
    palette = palette_of(DARK)
    assert palette.color(QPalette.ColorRole.ToolTipText).name() == DARK.text
    assert palette.color(QPalette.ColorRole.Highlight).name() == DARK.primary
