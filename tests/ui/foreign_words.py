"""A language that is English in other letters, to see what escapes the translation; and what a widget paints, as text.

Letters in place of brackets: a sentence that wraps or is cut short still shows of each word where it came from.
"""

import re
import string
from collections.abc import Iterable, Iterator
from html import unescape

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QAction
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QMenu, QTextEdit, QWidget

from rundot_studio.domain.catalog import ALL_MODELS
from rundot_studio.ui.controls.language import LANGUAGES, Catalogue

FOREIGN = "".join(chr(each) for each in (*range(0x0430, 0x044A), *range(0x0410, 0x042A)))
_BETWEEN = re.compile(f"[{FOREIGN}]+")
_OTHER_LETTERS = str.maketrans(string.ascii_letters, FOREIGN)
_HOLE = re.compile(r"(\{[^{}]*\})")
_LETTERS = re.compile(r"[A-Za-z]{2,}")
_PAINTED = re.compile(r"<text[^>]*>([^<]*)</text>")
_NO_WORDS = re.compile(
    r"https?://\S+|(?<!\w)/\S+|[\w/-]*\.png|\.\w+|\b\d\d-\d\d-\d\d-[\w-]*"
    r"|__[\w-]+__|\{\w+\}|\b[0-9a-f]{6,}\b|gpt-\S+|gemini-\S+"
)
"""Addresses, paths and files, wildcards and fields, ids and colours, names of models."""
NAMES = (
    *("Rundot Studio", "RUN", "PNG", "JPEG", "JPG", "WebP", "GIF", "TOML", "JSON", "ZIP", "KB", "MB", "px", "MIT"),
    *("Krita", "Aseprite", "GIMP", "Godot", "Unity", "Phaser", "PixiJS", "HTTPS", "https", "GPT Image"),
    *("BRIA RMBG", "BRIA", "BiRefNet heavy", "BiRefNet light", "BiRefNet portrait", "bria", "CGI", "cgi", "Standard"),
    *("BiRefNet general", "BiRefNet lite", "Real-ESRGAN general x4v3", "Real-ESRGAN x4plus"),
    *("BSD 3-Clause", "CC BY-NC", "TexturePacker", "WEBP", "sprites", "ms"),
    *("pip install", "rundot-studio", "ai", "onnxruntime", "torch", "diffusers", "GB"),
    *("high-fidelity-v2", "low-resolution-v2", "recovery-v2", "standard-v2"),
)
"""Not words: the same in every language."""
KEYS = ("Ctrl", "Shift", "Alt", "Return", "Enter", "Del", "Esc", "Space", "Left", "Right", "Up", "Down", "Home", "End")


def foreign(text: str) -> str:
    """The text in other letters, with its places for values as they are."""
    return "".join(part if _HOLE.fullmatch(part) else part.translate(_OTHER_LETTERS) for part in _HOLE.split(text))


class Foreign(Catalogue):
    """Every word of the window in other letters, and those sentences from below that are given."""

    def __init__(self, sentences: Iterable[str]) -> None:
        super().__init__({}, {each: foreign(each) for each in sentences})

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, disambiguation: object = None, n: int = -1) -> str:
        return foreign(source)


def escaped(root: QWidget, content: str = "") -> set[str]:
    """Texts of a window and of all in it that have words which did not go through the translation.

    ``content`` is what artists write or read in English: templates, wildcards, the names of licences.
    """
    texts = {*texts_of(root), *painted_texts(root)}
    return {text for text in texts if any(_is_ours(part, content) for part in _BETWEEN.split(text))}


def _is_ours(part: str, content: str) -> bool:
    part = part.replace("\u200b", "").strip(" :·,…")
    return part not in content and _LETTERS.search(without_names(part)) is not None


def texts_of(root: QWidget) -> Iterator[str]:
    for action in root.findChildren(QAction):
        yield from (action.text().partition("\t")[0], action.toolTip())
    for widget in (root, *root.findChildren(QWidget)):
        yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.statusTip())
        if isinstance(widget, (QAbstractButton, QLabel)):
            yield widget.text()
        if isinstance(widget, (QLineEdit, QTextEdit)):
            yield widget.placeholderText()
        if isinstance(widget, QMenu):
            yield widget.title()
        if widget.isWindow():
            yield widget.windowTitle()


def painted_texts(root: QWidget) -> list[str]:
    """Every piece of text that is painted of what can be seen of the widget, a line at a time."""
    if not root.isVisible():
        return []
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawing = QSvgGenerator()
    drawing.setOutputDevice(buffer)
    drawing.setSize(root.size())
    root.render(drawing)
    return [unescape(text) for text in _PAINTED.findall(buffer.data().data().decode())]


def seen_by_all(content: str = "") -> set[str]:
    """What escapes of every window and menu of the program that is open."""
    QApplication.processEvents()
    windows = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    return {text for widget in windows for text in escaped(widget, content)}


def without_names(text: str) -> str:
    """What is left of a text without keys, names, addresses and paths."""
    left = _NO_WORDS.sub("", text.replace("\u200b", ""))
    known = [each for model in ALL_MODELS for each in (model.label, model.name)]
    for name in (*sorted(known, key=len, reverse=True), *NAMES, *LANGUAGES.values(), *KEYS):
        left = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "", left)
    return left
