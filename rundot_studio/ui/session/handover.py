"""One window for each library: a second one finds the first, has it raised, and goes.

The first listens on a local socket whose name comes from the library's folder. Imports Qt's network module, so this
module may only be imported after the first paint.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER_MS = 2000
"""How long another window may take to answer; one that hangs does not keep the artist from the library."""
HEARD = b"raised\n"


class Handover(QObject):
    """``raise_wanted`` tells that another window was opened on the same library and has gone again.

    ``pictures_wanted`` follows with the files it was to take in, a list of paths, where there are any.
    """

    raise_wanted = Signal()
    pictures_wanted = Signal(list)

    def __init__(self, library_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = socket_name(library_dir)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._hear)

    def is_handed_over(self, pictures: Sequence[Path] = ()) -> bool:
        """Whether another window has the library and was told to show itself. If not, this one listens from now on."""
        if self._tell_other(pictures):
            return True
        if self._server.listen(self._name):
            return False
        if self._tell_other(pictures):  # it began to listen in between
            return True
        QLocalServer.removeServer(self._name)  # what a crash has left
        self._server.listen(self._name)
        return False

    def close(self) -> None:
        self._server.close()

    def _tell_other(self, pictures: Sequence[Path]) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(ANSWER_MS):
            return False
        socket.write(json.dumps([str(picture) for picture in pictures]).encode() + b"\n")
        while socket.bytesToWrite() and socket.waitForBytesWritten(ANSWER_MS):
            pass
        # The answer may have come while ours was written; then nothing more is to be waited for.
        told = socket.bytesAvailable() > 0 or socket.waitForReadyRead(ANSWER_MS)
        heard = told and socket.readAll().data() == HEARD
        socket.abort()
        return bool(heard)

    def _hear(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            socket.write(HEARD)
            socket.flush()
            self.raise_wanted.emit()
            self._read(socket)  # what came before anybody listened

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        try:
            pictures = [Path(name) for name in json.loads(bytes(socket.readLine().data()))]
        except (ValueError, TypeError):
            return  # of another version of the program
        if pictures:
            self.pictures_wanted.emit(pictures)


def socket_name(library_dir: Path) -> str:
    """The same for every way to write a folder's path, and short enough for any system."""
    digest = hashlib.sha256(str(library_dir.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    return f"rundot-studio-{digest[:24]}"
