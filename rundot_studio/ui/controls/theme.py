"""The look as numbers: colours of the dark and the light theme, sizes, type, and the palette Qt paints with.

A widget asks :func:`tokens_of` for its colours each time it paints. The answer follows from its palette, so a change of
theme is a change of palette: Qt repaints everything, and no widget keeps a colour of its own.
"""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

RADIUS = 8
CONTROL_HEIGHT = 32
PRIMARY_HEIGHT = 44
GAP_SMALL = 4
GAP = 8
GAP_LARGE = 16
TEXT_PX = 13
SMALL_PX = 12
CAPTION_PX = 11
HEADING_PX = 16
FOCUS_RING_PX = 1.5


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme, as ``#rrggbb``.

    ``window`` lies below everything, ``panel`` are the columns, ``control`` what is pressed or written in, ``raised``
    what lies on a control. ``accent`` is for lines and fills, ``accent_text`` for words, ``primary`` fills the one
    primary button. ``warn`` is for words that hinder nothing, ``amber`` for their signs. ``handle`` is for what is
    dragged: scroll bars, grooves. ``faint`` is the weakest grey that words may have. ``veil`` lies over the window
    behind a sheet.
    """

    name: str
    window: str
    canvas: str
    panel: str
    control: str
    hover: str
    raised: str
    line: str
    handle: str
    text: str
    secondary: str
    faint: str
    accent: str
    accent_text: str
    accent_soft: str
    primary: str
    primary_hover: str
    on_primary: str
    good: str
    warn: str
    amber: str
    bad: str
    bad_soft: str
    check_light: str
    check_dark: str
    veil: str


DARK = Tokens(
    name="dark",
    window="#161616",
    canvas="#111111",
    panel="#1d1d1d",
    control="#282828",
    hover="#2f2f2f",
    raised="#323232",
    line="#2a2a2a",
    handle="#3d3d3d",
    text="#ececec",
    secondary="#a3a3a3",
    faint="#8f8f8f",
    accent="#ff8a3d",
    accent_text="#ffa366",
    accent_soft="#3b2a1f",
    primary="#ff8a3d",
    primary_hover="#ff9a57",
    on_primary="#241204",
    good="#5cc489",
    warn="#e3b341",
    amber="#e3b341",
    bad="#f2777a",
    bad_soft="#2b1d1d",
    check_light="#2a2a2a",
    check_dark="#1f1f1f",
    veil="#000000",
)

LIGHT = Tokens(
    name="light",
    window="#e9e9e9",
    canvas="#dadada",
    panel="#f7f7f7",
    control="#ffffff",
    hover="#f0f0f0",
    raised="#e2e2e2",
    line="#d6d6d6",
    handle="#bdbdbd",
    text="#1c1c1c",
    secondary="#555555",
    faint="#636363",
    accent="#e8651a",
    accent_text="#a8430a",
    accent_soft="#fde3d2",
    primary="#f0712a",
    primary_hover="#f5823f",
    on_primary="#241204",
    good="#1d7a48",
    warn="#7d5700",
    amber="#d98a00",
    bad="#b3261e",
    bad_soft="#fbe4e2",
    check_light="#ffffff",
    check_dark="#ececec",
    veil="#6b6b6b",
)

CAPTION_ON_PICTURE = "#ffffff"
"""Words over a picture lie on a dark gradient in both themes."""


def tokens_of(widget: QWidget) -> Tokens:
    """The tokens of the theme this widget is shown in."""
    return tokens_of_palette(widget.palette())


def tokens_of_palette(palette: QPalette) -> Tokens:
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def palette_of(tokens: Tokens) -> QPalette:
    """The tokens in the roles that Qt's own widgets (menus, tool tips, text fields) paint with."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.control,
        role.AlternateBase: tokens.panel,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.faint,
        role.Button: tokens.control,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.bad,
        role.Highlight: tokens.primary,
        role.HighlightedText: tokens.on_primary,
        role.ToolTipBase: tokens.raised,
        role.ToolTipText: tokens.text,
        role.Link: tokens.accent_text,
        role.LinkVisited: tokens.accent_text,
        role.Light: tokens.raised,
        role.Midlight: tokens.raised,
        role.Mid: tokens.line,
        role.Dark: tokens.line,
        role.Shadow: tokens.canvas,
        role.Accent: tokens.accent,
    }
    palette = QPalette()
    for colour_role, colour in colours.items():
        palette.setColor(colour_role, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for colour_role in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(disabled, colour_role, QColor(tokens.faint))
    return palette


def apply_theme(app: QApplication, tokens: Tokens) -> None:
    """Give the whole program this theme: style, palette and font."""
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(palette_of(tokens))
    app.setFont(interface_font())


def interface_font() -> QFont:
    """Inter where it is installed, else the system's own interface font, at the text size."""
    if QFontDatabase.hasFamily("Inter"):
        font = QFont("Inter")
    else:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(scaled(TEXT_PX))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


_text_scale = 1.0


def set_text_scale(factor: float) -> bool:
    """How much larger than usual words are: 1.0 is the usual size. Gives whether that is another size than before."""
    global _text_scale
    changed = factor != _text_scale
    _text_scale = factor
    return changed


def scaled(pixels: int) -> int:
    """A height of text in pixels, at the artist's size."""
    return round(pixels * _text_scale)


def sized(font: QFont, pixels: int = TEXT_PX, *, bold: bool = False, tabular: bool = False) -> QFont:
    """The same family at another size; ``tabular`` gives figures of one width, for seeds and times."""
    changed = QFont(font)
    changed.setPixelSize(scaled(pixels))
    changed.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    if tabular:
        changed.setFeature(QFont.Tag("tnum"), 1)
    return changed


def contrast(first: str, second: str) -> float:
    """WCAG 2 contrast ratio of two ``#rrggbb`` colours, 1..21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
