"""How filters, orders and groups are called."""

from PySide6.QtCore import QCoreApplication

from rundot_studio.domain.picture_kind import PictureKind
from rundot_studio.library.arrangement import Grouping, Order

translate = QCoreApplication.translate


def kind_name(kind: PictureKind) -> str:
    words = {
        "generated": translate("Filters", "Generated"),
        "cutout": translate("Filters", "Cut-outs"),
        "upscaled": translate("Filters", "Upscaled"),
        "depth": translate("Filters", "Depth maps"),
        "contact-sheet": translate("Filters", "Contact sheets"),
        "edited": translate("Filters", "Touched up"),
    }
    return words[kind.value]


def order_name(order: Order) -> str:
    return {
        Order.NEWEST: translate("Filters", "Newest"),
        Order.OLDEST: translate("Filters", "Oldest"),
        Order.RATING: translate("Filters", "Best rated"),
        Order.BOARD: translate("Filters", "Own order"),
    }[order]


def grouping_name(grouping: Grouping) -> str:
    return {
        Grouping.NONE: translate("Filters", "No groups"),
        Grouping.DAY: translate("Filters", "By day"),
        Grouping.BOARD: translate("Filters", "By board"),
        Grouping.FAMILY: translate("Filters", "By family"),
    }[grouping]


def stars_name(stars: int) -> str:
    """``★ 3 or more``"""
    if not stars:
        return translate("Filters", "Any rating")
    return "★" * stars if stars == 5 else translate("Filters", "{0} or more").format("★" * stars)


def several(names: list[str], nothing: str) -> str:
    """The one that is chosen, or how many more there are."""
    if not names:
        return nothing
    return names[0] if len(names) == 1 else f"{names[0]} +{len(names) - 1}"
