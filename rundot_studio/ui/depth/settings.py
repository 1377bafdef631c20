"""The window's plain parameters as the settings of :mod:`rundot_studio.relief`."""

from dataclasses import replace

from rundot_studio.relief.fog import FogSettings
from rundot_studio.relief.light import LightSettings
from rundot_studio.relief.normals import NormalSettings
from rundot_studio.relief.parallax import ParallaxSettings
from rundot_studio.relief.scene import View, ViewSettings
from rundot_studio.relief.targets import ReliefSettings

from .choice import (
    AMBIENT,
    AMPLITUDE,
    DENSITY,
    DETAIL,
    FOCUS,
    INTENSITY,
    LIGHT_HEIGHT,
    RELIEF_HEIGHT,
    SHINE,
    SMOOTHING,
    START,
    STEP,
    SURFACE,
    DepthChoice,
    DepthView,
    rgb,
)

LIVE_VIEWS = {
    DepthView.FALSE_COLOUR: View.FALSE_COLOR,
    DepthView.PARALLAX: View.PARALLAX,
    DepthView.FOG: View.FOG,
    DepthView.LIGHT: View.LIGHT,
    DepthView.NORMALS: View.NORMALS,
}
"""What is drawn in place of the picture; the others have a surface of their own."""


def surface_of(choice: DepthChoice) -> NormalSettings:
    return NormalSettings(height=choice.value(SURFACE), detail=choice.value(DETAIL), smoothing=choice.value(SMOOTHING))


def view_settings(choice: DepthChoice, size: tuple[int, int], *, opaque: bool) -> ViewSettings:
    """For a picture of ``size`` (width, height): an ``opaque`` one is enlarged so that its borders stay out of view."""
    parallax = ParallaxSettings(amplitude=choice.value(AMPLITUDE), focus=choice.value(FOCUS))
    if opaque:
        parallax = replace(parallax, zoom=min(2.0, parallax.covering_zoom(size)))
    red, green, blue = rgb(choice.colours[DepthView.LIGHT])
    return ViewSettings(
        parallax=parallax,
        fog=FogSettings(
            color=rgb(choice.colours[DepthView.FOG]), density=choice.value(DENSITY), start=choice.value(START)
        ),
        light=LightSettings(
            height=choice.value(LIGHT_HEIGHT),
            color=(red / 255, green / 255, blue / 255),
            intensity=choice.value(INTENSITY),
            ambient=choice.value(AMBIENT),
            highlight=choice.value(SHINE),
            surface=surface_of(choice),
        ),
    )


def export_settings(choice: DepthChoice) -> ReliefSettings:
    """What is exported looks as it is seen: the same movement, relief and grid."""
    usual = ReliefSettings()
    parallax = replace(usual.clip.parallax, amplitude=choice.value(AMPLITUDE), focus=choice.value(FOCUS))
    return replace(
        usual,
        normals=surface_of(choice),
        mesh=replace(usual.mesh, height=choice.value(RELIEF_HEIGHT), step=round(choice.value(STEP))),
        clip=replace(usual.clip, parallax=parallax),
    )
