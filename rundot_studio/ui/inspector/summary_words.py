"""Kinds of pictures with their numbers, for a selection."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from rundot_studio.domain.picture_kind import PictureKind
from rundot_studio.ui.controls.numbers import counted

translate = QCoreApplication.translate


def kinds_words(kinds: Mapping[PictureKind, int]) -> list[str]:
    """``12 generated``, the most frequent first."""
    names = {
        PictureKind.GENERATED: translate("PictureKinds", "{0} generated"),
        PictureKind.CUTOUT: translate("PictureKinds", "{0} cut out"),
        PictureKind.UPSCALED: translate("PictureKinds", "{0} upscaled"),
        PictureKind.DEPTH: translate("PictureKinds", "{0} × depth map"),
        PictureKind.CONTACT_SHEET: translate("PictureKinds", "{0} × contact sheet"),
        PictureKind.EDITED: translate("PictureKinds", "{0} edited"),
    }
    ranked = sorted(kinds.items(), key=lambda entry: (-entry[1], entry[0]))
    return [names[kind].format(counted(count)) for kind, count in ranked]
