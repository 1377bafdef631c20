import re

import pytest
from PySide6.QtGui import QColor

from rundot_studio.resources import resource, resource_text
from rundot_studio.ui.controls.icons import icon_image

NAMES = sorted(path.name.removesuffix(".svg") for path in resource("icons").iterdir() if path.name.endswith(".svg"))
STROKES = [name for name in NAMES if name != "app-mark"]


@pytest.mark.parametrize("name", STROKES)
def test_an_icon_is_drawn_in_the_colour_asked_for_and_in_no_other(name: str) -> None:
    image = icon_image(name, "#3cb44b", 48)
    colours = {
        image.pixelColor(x, y).name() for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() == 255
    }
    assert colours == {"#3cb44b"}


@pytest.mark.parametrize("name", STROKES)
def test_an_icon_keeps_clear_of_the_edge_of_its_grid(name: str) -> None:
    image = icon_image(name, "#ffffff", 48)
    edge = [(x, y) for x in range(48) for y in range(48) if x in (0, 47) or y in (0, 47)]
    assert all(image.pixelColor(x, y).alpha() == 0 for x, y in edge)


@pytest.mark.parametrize("name", NAMES)
def test_all_icons_are_one_family(name: str) -> None:
    drawing = resource_text(f"icons/{name}.svg")
    assert 'viewBox="0 0 24 24"' in drawing
    if name in STROKES:
        assert 'stroke-width="1.75"' in drawing
        assert not re.findall(r"#[0-9a-fA-F]{3,6}", drawing)


def test_an_unknown_icon_is_refused() -> None:
    with pytest.raises(FileNotFoundError):
        icon_image("no-such-icon", "#ffffff", 24)


def test_the_mark_of_the_program_has_colours_of_its_own() -> None:
    image = icon_image("app-mark", "", 64)
    assert QColor(image.pixelColor(12, 32)).hue() in range(10, 40)
