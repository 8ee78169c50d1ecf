"""The colours of both themes and of the classes. Knows contrast, no widget and no application."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QColor, QPalette

_ROUNDS: Final = 3
_ROUND_STEP: Final = 0.2  # how far the colours of each further round go towards the surface or the text
_STRONG_CONTRAST: Final = 6.5  # colours above it become weaker with each round, the others stronger


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one theme. Text colours stand readably on window, surface, raised and selection."""

    window: QColor  # behind everything
    surface: QColor  # panes: the shelf, the grid, the inspector
    raised: QColor  # cards, fields and menus on a pane
    border: QColor
    text: QColor
    muted: QColor  # second-rank text
    faint: QColor  # disabled text and decoration; never the only carrier of a meaning
    accent: QColor
    accent_text: QColor  # on accent
    danger: QColor
    warning: QColor
    success: QColor
    selection: QColor  # behind a selected item; its text stays `text`


LIGHT: Final = Colours(
    window=QColor("#f1f1ee"),
    surface=QColor("#f8f8f6"),
    raised=QColor("#ffffff"),
    border=QColor("#dcdcd7"),
    text=QColor("#1d1f24"),
    muted=QColor("#5a5f69"),
    faint=QColor("#a2a6ad"),
    accent=QColor("#4556c8"),
    accent_text=QColor("#ffffff"),
    danger=QColor("#b3261e"),
    warning=QColor("#7d5100"),
    success=QColor("#1b6b3c"),
    selection=QColor("#dfe3fa"),
)

DARK: Final = Colours(
    window=QColor("#141518"),
    surface=QColor("#1a1b1f"),
    raised=QColor("#24262b"),
    border=QColor("#363940"),
    text=QColor("#ececef"),
    muted=QColor("#a6abb5"),
    faint=QColor("#666b75"),
    accent=QColor("#97a5ff"),
    accent_text=QColor("#10121f"),
    danger=QColor("#ff8f86"),
    warning=QColor("#eab54f"),
    success=QColor("#74cf97"),
    selection=QColor("#303659"),
)

# Okabe and Ito's hues (blue, vermilion, green, purple, ...), moved apart in lightness until each differs from
# all others for protanopes and deuteranopes too, the first six clearly. At 3:1 or more on all surfaces.
_CLASS_LIGHT: Final = (
    "#0d4379", "#ee5316", "#44967b", "#d650c0", "#553512", "#4a38ea",
    "#1a6b80", "#bc3648", "#77901f", "#5d7a9e", "#97510e", "#1d4038",
)  # fmt: skip
_CLASS_DARK: Final = (
    "#7ac6f7", "#fb7420", "#33e0a6", "#ea559f", "#978957", "#9278fa",
    "#86f0ea", "#ec7d94", "#ece334", "#418dd6", "#f6b48c", "#46d85f",
)  # fmt: skip
CLASS_COLOURS: Final = len(_CLASS_LIGHT)


def class_colour(index: int, *, dark: bool) -> QColor:
    """The colour of the class with this index (0 or more); after 12 they come again in another lightness."""
    base = QColor((_CLASS_DARK if dark else _CLASS_LIGHT)[index % CLASS_COLOURS])
    colours = DARK if dark else LIGHT
    is_strong = contrast(base, colours.surface) > _STRONG_CONTRAST
    share = _ROUND_STEP * (index // CLASS_COLOURS % _ROUNDS)
    return mix(base, colours.surface if is_strong else colours.text, share)


def mix(first: QColor, second: QColor, share: float) -> QColor:
    """The opaque colour `share` (0..1) of the way from the first to the second."""
    keep = 1.0 - share
    return QColor.fromRgbF(
        first.redF() * keep + second.redF() * share,
        first.greenF() * keep + second.greenF() * share,
        first.blueF() * keep + second.blueF() * share,
    )


def luminance(colour: QColor) -> float:
    """Relative luminance, 0 (black) to 1 (white), as WCAG 2.1 defines it."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: QColor, second: QColor) -> float:
    """The contrast ratio of two opaque colours, 1 to 21 (WCAG 2.1)."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def text_on(background: QColor) -> QColor:
    """Black or white, whichever is easier to read here: at 4.5:1 or more on every colour."""
    ink, paper = QColor("#000000"), QColor("#ffffff")
    return max((ink, paper), key=lambda colour: contrast(colour, background))


def qt_palette(colours: Colours) -> QPalette:
    """These colours in the roles that Qt's own painting asks for."""
    role = QPalette.ColorRole
    palette = QPalette(colours.raised, colours.surface)
    normal = {
        role.Base: colours.raised,
        role.AlternateBase: colours.surface,
        role.ToolTipBase: colours.raised,
        role.BrightText: colours.danger,
        role.PlaceholderText: colours.muted,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.accent_text,
        role.Accent: colours.accent,
        role.Mid: colours.border,
        role.Midlight: colours.border,
    }
    for text_role in (role.Text, role.WindowText, role.ButtonText, role.ToolTipText):
        normal[text_role] = colours.text
    for colour_role, colour in normal.items():
        palette.setColor(colour_role, colour)
    for text_role in (role.Text, role.WindowText, role.ButtonText, role.PlaceholderText):
        palette.setColor(QPalette.ColorGroup.Disabled, text_role, colours.faint)
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, colours.border)
    return palette
