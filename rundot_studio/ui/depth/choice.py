"""Which depth view is looked at and with which parameters: plain values that the window remembers.

What each number means is told by the settings of :mod:`rundot_studio.relief`; they are made of these values where
pixels are made, as they pull in what may only be imported after the first paint.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

translate = QCoreApplication.translate


class DepthView(StrEnum):
    BESIDE = "beside"
    FALSE_COLOUR = "false-colour"
    PARALLAX = "parallax"
    FOG = "fog"
    LIGHT = "light"
    NORMALS = "normals"
    RELIEF = "relief"


@dataclass(frozen=True)
class Parameter:
    """A number of one view, from ``low`` to ``high`` in ``steps`` steps, shown as a whole number of ``unit``."""

    name: str
    low: float
    high: float
    usual: float
    shown_as: float = 100.0
    unit: str = " %"

    def held(self, value: float) -> float:
        return min(max(value, self.low), self.high)

    def told(self, value: float) -> str:
        return f"{value * self.shown_as:.0f}{self.unit}"


AMPLITUDE = Parameter("amplitude", 0.0, 0.1, 0.03, 1000.0, " ‰")
FOCUS = Parameter("focus", 0.0, 1.0, 0.4)
DENSITY = Parameter("density", 0.0, 10.0, 2.0, 10.0, "")
START = Parameter("start", 0.0, 1.0, 0.1)
LIGHT_HEIGHT = Parameter("light-height", 0.02, 1.0, 0.35)
INTENSITY = Parameter("intensity", 0.0, 6.0, 2.0)
AMBIENT = Parameter("ambient", 0.0, 1.0, 0.35)
SHINE = Parameter("shine", 0.0, 1.0, 0.0)
SURFACE = Parameter("surface", 0.0, 1.0, 0.2)
DETAIL = Parameter("detail", 0.0, 1.0, 0.25)
SMOOTHING = Parameter("smoothing", 0.0, 4.0, 1.0)
RELIEF_HEIGHT = Parameter("relief-height", 0.0, 1.0, 0.25)
STEP = Parameter("step", 1.0, 32.0, 4.0, 1.0, " px")

PARAMETERS: Mapping[DepthView, tuple[Parameter, ...]] = MappingProxyType(
    {
        DepthView.BESIDE: (),
        DepthView.FALSE_COLOUR: (),
        DepthView.PARALLAX: (AMPLITUDE, FOCUS),
        DepthView.FOG: (DENSITY, START),
        DepthView.LIGHT: (LIGHT_HEIGHT, INTENSITY, AMBIENT, SHINE),
        DepthView.NORMALS: (SURFACE, DETAIL, SMOOTHING),
        DepthView.RELIEF: (RELIEF_HEIGHT, STEP),
    }
)
ALL_PARAMETERS = tuple(parameter for view in DepthView for parameter in PARAMETERS[view])
COLOURS: Mapping[DepthView, str] = MappingProxyType({DepthView.FOG: "#c4d0dc", DepthView.LIGHT: "#ffedcc"})
"""The views that have a colour, each with its usual one."""


def parameter_words(parameter: Parameter) -> tuple[str, str]:
    """What the parameter is called, and what it does."""
    words = {
        "amplitude": (
            translate("DepthViews", "Movement"),
            translate("DepthViews", "How far near things move against far ones, in thousandths of the picture"),
        ),
        "focus": (
            translate("DepthViews", "Focus"),
            translate("DepthViews", "The depth that stays in its place: 0 is the farthest point, 100 the nearest"),
        ),
        "density": (translate("DepthViews", "Density"), translate("DepthViews", "How much the fog hides")),
        "start": (translate("DepthViews", "Start"), translate("DepthViews", "How far away the fog begins")),
        "light-height": (
            translate("DepthViews", "Height"),
            translate("DepthViews", "How far the light hangs above the picture"),
        ),
        "intensity": (translate("DepthViews", "Strength"), translate("DepthViews", "How bright the light is")),
        "ambient": (
            translate("DepthViews", "Ambient"),
            translate("DepthViews", "How much is seen where no light falls"),
        ),
        "shine": (translate("DepthViews", "Shine"), translate("DepthViews", "How much the surface reflects")),
        "surface": (
            translate("DepthViews", "Relief"),
            translate("DepthViews", "How far the nearest point stands out, for light and normals"),
        ),
        "detail": (
            translate("DepthViews", "Detail"),
            translate("DepthViews", "Fine relief from the picture's own brightness"),
        ),
        "smoothing": (translate("DepthViews", "Smooth"), translate("DepthViews", "How much low waves are evened out")),
        "relief-height": (
            translate("DepthViews", "Height"),
            translate("DepthViews", "How far the nearest point stands out"),
        ),
        "step": (translate("DepthViews", "Grid"), translate("DepthViews", "Pixels between two corners of the mesh")),
    }
    return words[parameter.name]


@dataclass(frozen=True)
class DepthChoice:
    """``values`` are the parameters by name; ``colours`` ``#rrggbb`` by view."""

    view: DepthView = DepthView.PARALLAX
    values: Mapping[str, float] = field(default_factory=lambda: {each.name: each.usual for each in ALL_PARAMETERS})
    colours: Mapping[DepthView, str] = field(default_factory=lambda: dict(COLOURS))

    def value(self, parameter: Parameter) -> float:
        return self.values[parameter.name]

    def seen(self, view: DepthView) -> "DepthChoice":
        return replace(self, view=view)

    def with_value(self, parameter: Parameter, value: float) -> "DepthChoice":
        return replace(self, values={**self.values, parameter.name: parameter.held(value)})

    def with_colour(self, colour: str) -> "DepthChoice":
        """Of the view that is seen."""
        return replace(self, colours={**self.colours, self.view: colour})

    def reset(self) -> "DepthChoice":
        """The view that is seen with its usual parameters; the other views keep theirs."""
        usual = {each.name: each.usual for each in PARAMETERS[self.view]}
        own_colour = {self.view: COLOURS[self.view]} if self.view in COLOURS else {}
        return replace(self, values={**self.values, **usual}, colours={**self.colours, **own_colour})

    def to_memory(self) -> dict[str, Any]:
        return {"view": self.view.value, "values": dict(self.values), "colours": dict(self.colours)}

    @classmethod
    def from_memory(cls, kept: Any) -> "DepthChoice":
        """What was kept as far as it means something; the rest is as usual."""
        choice = cls()
        if not isinstance(kept, dict):
            return choice
        if kept.get("view") in list(DepthView):
            choice = choice.seen(DepthView(kept["view"]))
        values, colours = kept.get("values"), kept.get("colours")
        for parameter in ALL_PARAMETERS:
            value = values.get(parameter.name) if isinstance(values, dict) else None
            if isinstance(value, int | float) and value == value:
                choice = choice.with_value(parameter, float(value))
        for view in COLOURS:
            colour = colours.get(view.value) if isinstance(colours, dict) else None
            if isinstance(colour, str) and QColor.isValidColorName(colour):
                choice = replace(choice, colours={**choice.colours, view: QColor(colour).name()})
        return choice


def rgb(colour: str) -> tuple[int, int, int]:
    """``#rrggbb`` as 0..255 each."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
