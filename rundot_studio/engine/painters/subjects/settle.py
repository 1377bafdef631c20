"""Bring a freely drawn subject into the frame every subject keeps: -1..1, feet low, nothing outside."""

from numpy.random import Generator

from rundot_studio.engine.painters.figure import Figure, Palette, SubjectPainter, Traits

LIMIT = 0.98


def settled(draw: SubjectPainter) -> SubjectPainter:
    """The painter, drawing on a sheet of its own which is then scaled down and moved until it fits."""

    def draw_settled(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
        sheet = Figure()
        draw(sheet, rng, palette, traits)
        settle(figure, sheet)

    return draw_settled


def settle(figure: Figure, sheet: Figure) -> None:
    """Put the sheet on the figure within -LIMIT..LIMIT, as large as drawn where that fits."""
    low, high = sheet.bounds()
    scale = min(1.0, *(2 * LIMIT / max(float(extent), 1e-6) for extent in high - low))
    left, top = (float(v) * scale for v in low)
    right, bottom = (float(v) * scale for v in high)
    dx = max(-LIMIT - left, min(0.0, LIMIT - right))
    dy = max(-LIMIT - top, min(0.0, LIMIT - bottom))
    figure.push(dx, dy, 0, scale)
    figure.include(sheet)
    figure.pop()
