"""The actions of the canvas: how it is looked at, pictures side by side, and a cut-out under the brush."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from .panel import CanvasPanel

if TYPE_CHECKING:
    from rundot_studio.ui.actions.actions import Actions

    from .compare_desk import CompareDesk
    from .matte_desk import MatteDesk

translate = QCoreApplication.translate


def add_canvas_actions(actions: "Actions", panel: CanvasPanel, compare: "CompareDesk", matte: "MatteDesk") -> None:
    """They work on the surface that is seen, and do nothing without a picture. The canvas itself also takes ``+``,
    ``-``, ``0`` and ``1``."""
    group = translate("Actions", "Canvas")
    for name, words, keys, run in (
        (
            "zoom-in",
            translate("Actions", "Zoom in"),
            ("Ctrl++", "Ctrl+="),
            lambda: panel.surface.zoom_step(larger=True),
        ),
        ("zoom-out", translate("Actions", "Zoom out"), ("Ctrl+-",), lambda: panel.surface.zoom_step(larger=False)),
        ("zoom-fit", translate("Actions", "Show the whole picture"), ("Ctrl+0",), lambda: panel.surface.fit()),
        ("zoom-100", translate("Actions", "Zoom to 100 %"), (), lambda: panel.surface.zoom_to(1.0)),
    ):
        actions.add(name, group, words, run, keys=keys)
    actions.add(
        "pick-colour",
        group,
        translate("Actions", "Pick a colour"),
        panel.picker.click,
        keys="I",
        icon="eyedropper",
    )
    actions.add(
        "look",
        group,
        translate("Actions", "Backgrounds, pixels, grid"),
        panel.open_look,
        icon="backdrop",
    )
    actions.add(
        "compare",
        group,
        translate("Actions", "Compare the selected pictures"),
        compare.compare_selected,
        keys="C",
        icon="compare",
    )
    actions.add(
        "touch-up",
        group,
        translate("Actions", "Touch up the cut-out with a brush"),
        matte.begin,
        keys="E",
        icon="touch-up",
    )
