"""One window for each library: a second one finds the first, has it raised, and goes.

The first listens on a local socket whose name comes from the library's folder. Imports Qt's network module, so this
module may only be imported after the first paint.
"""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER_MS = 2000
"""How long another window may take to answer; one that hangs does not keep the artist from the library."""
RAISE = b"raise\n"
HEARD = b"raised\n"


class Handover(QObject):
    """``raise_wanted`` tells that another window was opened on the same library and has gone again."""

    raise_wanted = Signal()

    def __init__(self, library_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = socket_name(library_dir)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._hear)

    def is_handed_over(self) -> bool:
        """Whether another window has the library and was told to show itself. If not, this one listens from now on."""
        if self._tell_other():
            return True
        if self._server.listen(self._name):
            return False
        if self._tell_other():  # it began to listen in between
            return True
        QLocalServer.removeServer(self._name)  # what a crash has left
        self._server.listen(self._name)
        return False

    def close(self) -> None:
        self._server.close()

    def _tell_other(self) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(ANSWER_MS):
            return False
        socket.write(RAISE)
        heard = socket.waitForReadyRead(ANSWER_MS) and socket.readAll().data() == HEARD
        socket.abort()
        return bool(heard)

    def _hear(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.write(HEARD)
            socket.flush()
            self.raise_wanted.emit()


def socket_name(library_dir: Path) -> str:
    """The same for every way to write a folder's path, and short enough for any system."""
    digest = hashlib.sha256(str(library_dir.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    return f"rundot-studio-{digest[:24]}"
