"""What a report says of the program, with Qt's part in it."""

import PySide6
from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication


def facts(connection: str = "") -> str:
    """Lines for a report; ``connection`` is a kind of service."""
    from rundot_studio.studio.crash_report import Circumstances

    toolkit = f"Qt {qVersion()}, PySide6 {PySide6.__version__}"
    if QGuiApplication.instance() is not None:
        toolkit += f", {QGuiApplication.platformName()}"
    return Circumstances(toolkit, connection).lines()
