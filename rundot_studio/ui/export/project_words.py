"""What a kind of game project is called."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from rundot_studio.export.project import ProjectKind

translate = QCoreApplication.translate


def kind_note(kind: "ProjectKind") -> str:
    """The word after a project's name. Engines keep their own names in every language."""
    return {
        "godot": "Godot 4",
        "unity": "Unity",
        "run": "RUN",
        "phaser": "Phaser",
        "pixi": "PixiJS",
    }.get(kind.value, translate("Export", "folder"))


TARGET_WORDS = {
    "godot": "Godot 4",
    "unity": "Unity",
    "phaser": "Phaser 3",
    "pixi": "PixiJS",
    "aseprite": "Aseprite",
    "texturepacker": "TexturePacker",
}


def target_words(target: str) -> str:
    """What a target of an export is called."""
    ours = {
        "css": translate("Export", "CSS sprites"),
        "grid": translate("Export", "Plain grid"),
        "png": translate("Export", "PNG files"),
        "webp": translate("Export", "WebP files"),
    }
    return TARGET_WORDS.get(target) or ours.get(target, target)
