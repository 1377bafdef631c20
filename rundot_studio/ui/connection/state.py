"""How a connection is doing: one of a few states, each with its colour and its words."""

from enum import Enum

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate
EMBEDDED = "embedded"
RUN = "run"


def shown_name(connection: str) -> str:
    """What a connection is called in the window: an own server by its address without the scheme."""
    names = {
        EMBEDDED: translate("ConnectionState", "Embedded engine"),
        RUN: translate("ConnectionState", "RUN"),
    }
    return names.get(connection, connection.rpartition("//")[2])


class ConnectionState(Enum):
    """The value names the token of the dot."""

    STARTING = ("starting", "faint")
    WORKING = ("working", "good")
    SIGNING_IN = ("signing in", "amber")
    SIGN_IN_NEEDED = ("sign-in needed", "amber")
    WAITING = ("waiting", "amber")
    SWITCHING = ("switching", "amber")
    UNREACHABLE = ("unreachable", "bad")

    @property
    def dot(self) -> str:
        return self.value[1]

    @property
    def words(self) -> str:
        return {
            ConnectionState.STARTING: translate("ConnectionState", "Starting"),
            ConnectionState.WORKING: translate("ConnectionState", "Working"),
            ConnectionState.SIGNING_IN: translate("ConnectionState", "Signing in"),
            ConnectionState.SIGN_IN_NEEDED: translate("ConnectionState", "Sign in to make pictures"),
            ConnectionState.WAITING: translate("ConnectionState", "Waiting: the service asked to be called later"),
            ConnectionState.SWITCHING: translate("ConnectionState", "Switching"),
            ConnectionState.UNREACHABLE: translate("ConnectionState", "Not reachable"),
        }[self]
