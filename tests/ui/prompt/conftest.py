"""A prompt panel by itself, and small helpers for its tests."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from rundot_studio.domain.alternatives import WildcardTable
from rundot_studio.domain.styles import Style
from rundot_studio.ui.pictures.loader import PictureLoader
from rundot_studio.ui.prompt.panel import PromptPanel
from tests.ui.conftest import Show

METALS = WildcardTable({"metal": ("iron", "gold"), "meadow": ("lush", "dry", "wet"), "land/cold": ("tundra",)})
PIXELS = Style("pixel-art", "Pixel art", "{prompt}, crisp pixels", "blurry", built_in=True)
INK = Style("ink", "Ink", "{prompt}, pen and ink", "colour")
BROKEN = Style("broken", "Broken", "no place for words")


@pytest.fixture
def alone(shown: Show) -> Iterator[PromptPanel]:
    """A panel with a few styles and wildcards."""
    loader = PictureLoader(threads=1)
    panel = PromptPanel(loader)
    panel.resize(312, 860)
    shown(panel)
    panel.words.styles.set_known([PIXELS, INK, BROKEN])
    panel.words.set_wildcards(METALS)
    yield panel
    panel.words.close_threads()
    loader.close()
    QApplication.processEvents()
