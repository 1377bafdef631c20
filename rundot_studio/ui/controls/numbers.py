"""Numbers and days as the window's language writes them. English keeps the forms of Python and of ISO 8601."""

from datetime import date

from PySide6.QtCore import QDate, QLocale

from .language import ENGLISH, spoken


def counted(number: int) -> str:
    """``12,345`` in English, ``12.345`` in German."""
    return f"{number:,}" if spoken() == ENGLISH else QLocale().toString(number)


def amount(number: float) -> str:
    """As few digits as tell it, six at most: ``1.5`` in English, ``1,5`` in German; no groups of thousands."""
    return _written(f"{number:g}")


def rounded(number: float, digits: int) -> str:
    """With so many digits after the point."""
    return _written(f"{number:.{digits}f}")


def day(when: date) -> str:
    """``2026-01-31`` in English, ``31.01.2026`` in German."""
    if spoken() == ENGLISH:
        return when.isoformat()
    return QLocale().toString(QDate(when.year, when.month, when.day), _day_pattern())


def day_in(text: str) -> date | None:
    """The day that was typed, in this language's form or as ``2026-01-31``; None for anything else."""
    typed = text.strip()
    try:
        return date.fromisoformat(typed)
    except ValueError:
        found = QLocale().toDate(typed, _day_pattern()) if spoken() != ENGLISH else QDate()
        return date(found.year(), found.month(), found.day()) if found.isValid() else None


def _day_pattern() -> str:
    pattern = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
    return pattern if "yyyy" in pattern else pattern.replace("yy", "yyyy")


def with_point(text: str) -> str:
    """What an artist typed, with the point that ``float`` wants in place of this language's."""
    return text if spoken() == ENGLISH else text.replace(QLocale().decimalPoint(), ".")


def _written(text: str) -> str:
    return text if spoken() == ENGLISH else text.replace(".", QLocale().decimalPoint())
