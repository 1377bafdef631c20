"""Starting another program with a file."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices

if TYPE_CHECKING:
    from rundot_studio.studio.editors import Editor


def start_editor(editor: "Editor", file: Path) -> bool:
    """Whether it was started; it goes on by itself, also when the studio closes."""
    if not editor.command:
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
    program, *arguments = editor.arguments(file)
    started, _process = QProcess.startDetached(program, arguments, str(file.parent))
    return bool(started)
