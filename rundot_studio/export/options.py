"""What an export is made for, and how: the choices of one export, without its pictures."""

from __future__ import annotations

from dataclasses import dataclass, field

from rundot_studio.domain.errors import RuleBroken

from .atlas import AtlasOptions
from .single import SingleOptions

SHEET_TARGETS = ("godot", "unity", "phaser", "pixi", "aseprite", "texturepacker", "css", "grid")
PICTURE_TARGETS = ("png", "webp")
TARGETS = (*SHEET_TARGETS, *PICTURE_TARGETS)
ALWAYS_SHEETS = frozenset({"phaser", "pixi", "aseprite", "texturepacker", "css", "grid"})
"""Formats that describe nothing but sheets."""
UPRIGHT_ONLY = frozenset({"godot", "unity", "css", "phaser"})
"""Targets that can't show a frame which lies on its side: Phaser (as of 4.2) reads the flag and draws it wrongly."""


@dataclass(frozen=True)
class ExportOptions:
    """``name`` is that of the sheet. ``resource_folder`` is where Godot finds the target folder (``res://art``),
    ``asset_folder`` where Unity does (``Assets/Art``). ``pictures`` counts for single pictures and scales."""

    target: str
    name: str = "sprites"
    as_atlas: bool = True
    atlas: AtlasOptions = field(default_factory=AtlasOptions)
    pictures: SingleOptions = field(default_factory=SingleOptions)
    resource_folder: str = "res://"
    asset_folder: str = "Assets"
    frame_ms: int | None = None
    array: bool = False

    def __post_init__(self) -> None:
        if self.target not in TARGETS:
            raise RuleBroken("to", self.target, f"one of {', '.join(TARGETS)}")
        if self.frame_ms is not None and not 1 <= self.frame_ms <= 60_000:
            raise RuleBroken("frame-time", self.frame_ms, "1 to 60000 milliseconds")
        if self.makes_sheet and self.atlas.pack.rotation and self.target in UPRIGHT_ONLY:
            raise RuleBroken("rotate", self.target, "left out: this engine shows rotated frames wrongly or not at all")

    @property
    def makes_sheet(self) -> bool:
        return self.as_atlas or self.target in ALWAYS_SHEETS
