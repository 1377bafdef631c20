"""Heavy modules are imported by one background thread after the first paint, so that the window is there at once."""

import gc
import importlib
from threading import Thread

from PySide6.QtCore import QObject, Qt, Signal

HEAVY = (
    "asyncio",
    "qasync",
    "msgspec",
    "httpx",
    "numpy",
    "starlette.applications",
    "PIL.Image",
    "rundot_studio.studio.studio",
)


class Preload(QObject):
    """``done`` is sent on the window's thread, with the sentence of what could not be imported, or nothing."""

    done = Signal(str)
    _ended = Signal(str)

    def __init__(self, modules: tuple[str, ...] = HEAVY, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._modules = modules
        self.error: Exception | None = None
        """What could not be imported, when it is done."""
        self._ended.connect(self.done, Qt.ConnectionType.QueuedConnection)
        self._thread = Thread(target=self._work, name="preload", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wait(self) -> None:
        self._thread.join()

    def _work(self) -> None:
        failure = ""
        for name in self._modules:
            try:
                importlib.import_module(name)
            except Exception as error:  # a module may fail in its own ways, and nobody would tell of this thread's end
                self.error = error
                failure = f"{name}: {error}"
                break
        # What is there now stays. Walking it all, which the collector does now and then, stops the window for 60 ms.
        gc.freeze()
        self._ended.emit(failure)
