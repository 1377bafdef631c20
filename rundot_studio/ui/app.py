"""The window's composition root: first paint, then the heavy modules, then the studio; and the way back in order.

Nothing heavy may be imported here at the top: the window is to be seen before asyncio, httpx and numpy are loaded.
"""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QStandardPaths
from PySide6.QtWidgets import QApplication

from .controls.language import LANGUAGE, language_wanted, speak
from .crash.start import make_application, start_failed
from .crash.watch import ErrorWatch
from .session.collector import uncollected
from .session.window_memory import FILE_NAME as WINDOW_FILE
from .session.window_memory import WindowMemory

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

    from rundot_studio.studio.hard_crash import FaultFile

    from .main_window import MainWindow
    from .session.studio_session import StudioSession

ENDED_BADLY = 1


def run_window(
    library_dir: Path | None = None, connection_name: str | None = None, pictures: Sequence[Path] = ()
) -> int:
    """Show the window until the artist closes it; gives the exit code of the program.

    Without a folder the library is where an artist's data belong on this system; without a connection the one that
    was chosen last is opened. ``pictures`` are taken into the library.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = make_application(sys.argv[:1])
    app.setApplicationName("rundot-studio")
    app.setDesktopFileName(os.environ.get("FLATPAK_ID", "rundot-studio"))
    app.setQuitOnLastWindowClosed(False)
    watch = ErrorWatch()
    watch.install()
    try:
        code = _run(app, watch, library_dir, connection_name, pictures)
    except Exception as error:
        failure = error
    else:
        watch.end(in_order=code == 0)
        return code
    watch.end(in_order=False)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)  # there is no window any more that would close
    return start_failed(app, failure)


def _run(
    app: QApplication,
    watch: ErrorWatch,
    library_dir: Path | None,
    connection_name: str | None,
    pictures: Sequence[Path],
) -> int:
    """From the first paint to the end; gives the exit code. Raises what kept the window from opening a library."""
    memory = WindowMemory(_memory_file())
    speak(app, language_wanted(memory.get(LANGUAGE)))
    with uncollected():
        from .main_window import MainWindow

        window = MainWindow(memory)
        closing = _ClosingWish(window)
        closing.hear_signals()
        _show_fitting(window)
        app.processEvents()  # the first paint comes before all that is not seen in it
    faults: FaultFile | None = None
    try:
        faults = _furnish_behind_the_paint(app, window, watch)
        _load_behind_the_window(app, window)
        if closing.wished or _is_open_elsewhere(window, library_dir, pictures):
            return 0
        try:
            _run_session(app, window, watch, closing, library_dir, connection_name, pictures)
        except Exception as error:
            watch.take(error)  # on the way out: the next start tells of it
            return ENDED_BADLY
        return 0
    finally:
        watch.listen(None)
        window.finish()
        window.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        if faults is not None:
            faults.end()


def _furnish_behind_the_paint(app: QApplication, window: "MainWindow", watch: ErrorWatch) -> "FaultFile":
    """What follows the first paint at once: desks and actions, and whoever writes down crashes."""
    app.setWindowIcon(_app_icon())
    crash = window.furnish().crash
    watch.facts, watch.private = crash.facts, crash.private_words
    watch.listen(crash.tell)

    from rundot_studio.studio.hard_crash import FaultFile

    faults = FaultFile()
    faults.begin(crash.facts())
    return faults


def _show_fitting(window: "MainWindow") -> None:
    """Where it was last; else at its own size where the screen has room for it with a frame, or filling the screen."""
    if window.restore_place():
        window.show()
        return
    free = window.screen().availableGeometry()
    if window.width() + 16 > free.width() or window.height() + 48 > free.height():
        window.showMaximized()
    else:
        window.show()


def _memory_file() -> Path:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppConfigLocation)
    return Path(folder) / WINDOW_FILE


class _ClosingWish(QObject):
    """Remembers that the window was asked to close, and tells whoever waits for it by then."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self.wished = False
        self.told: Callable[[], None] = lambda: None
        window.close_asked.connect(self.wish)

    def wish(self) -> None:
        self.wished = True
        self.told()

    def hear_signals(self) -> None:
        """Take what asks the process to end as a closing of the window, also while no event loop hears signals yet."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_what: self.wish())


def _load_behind_the_window(app: QApplication, window: "MainWindow") -> None:
    """Run Qt alone until a thread has imported the rest. Raises what kept it from that."""
    from .session.allocation import return_large_blocks
    from .session.preload import Preload

    return_large_blocks()
    preload = Preload(parent=window)
    preload.done.connect(lambda _failure: app.exit())  # quit() would ask the window to close first
    preload.start()
    app.exec()
    preload.wait()
    if preload.error is not None:
        raise preload.error


def _is_open_elsewhere(window: "MainWindow", library_dir: Path | None, pictures: Sequence[Path]) -> bool:
    """Whether another window has this library: then that one takes the pictures and comes to the front.

    A sentence says so. Otherwise this window does that when another one is opened.
    """
    from rundot_studio.studio.studio import default_library

    from .session.handover import Handover

    folder = library_dir or default_library()
    handover = Handover(folder, window)
    if handover.is_handed_over(pictures):
        print(f"The library {folder} is open in another window, which was brought to the front.", file=sys.stderr)
        return True
    handover.raise_wanted.connect(window.come_to_front)
    handover.pictures_wanted.connect(window.desk.imports.start)
    return False


def _run_session(
    app: QApplication,
    window: "MainWindow",
    watch: ErrorWatch,
    closing: _ClosingWish,
    library_dir: Path | None,
    connection_name: str | None,
    pictures: Sequence[Path],
) -> None:
    import asyncio

    from rundot_studio.studio.hard_crash import crashes_of_earlier_runs
    from rundot_studio.studio.log_file import close_log, open_log

    from .session.event_loop import StudioLoop
    from .session.opened_files import MacApplication
    from .session.studio_session import StudioSession
    from .session.system_motion import system_wants_less_motion

    async def session() -> None:
        closed = asyncio.Event()
        closing.told = closed.set
        if closing.wished:
            closed.set()
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(watch.loop_failed)
        if sys.platform != "win32":
            loop.add_signal_handler(signal.SIGINT, closed.set)
            loop.add_signal_handler(signal.SIGTERM, closed.set)
        window.desk.errands.run(asyncio.to_thread(system_wants_less_motion), window.appearance.hear_of_motion)
        studio_session = StudioSession(window, library_dir)
        window.library_wanted.connect(
            lambda folder: window.desk.errands.run(studio_session.open_in(folder, connection_name))
        )
        crashes = await asyncio.to_thread(crashes_of_earlier_runs)  # before the log goes on
        log_handler = open_log()
        try:
            await open_library(studio_session, connection_name, window, watch)
            window.furnish().crash.tell_of_last_run([each for each in crashes if each not in watch.files])
            if pictures:
                window.desk.imports.start(pictures)
            if isinstance(app, MacApplication):
                app.give_opened_to(window.desk.imports.start)
            await closed.wait()
        finally:
            # The window goes first: what the artist sees is an instant close, whatever the rest still takes.
            window.finish()
            await window.desk.errands.ended()
            await studio_session.end()
            close_log(log_handler)

    with asyncio.Runner(loop_factory=lambda: StudioLoop(app)) as runner:
        runner.run(session())
    closing.hear_signals()  # the loop has taken its own handlers away


async def open_library(
    session: "StudioSession", connection_name: str | None, window: "MainWindow", watch: ErrorWatch
) -> None:
    """What can go wrong there is said by the session; a bug is told too, and another folder can be chosen."""
    try:
        await session.open(connection_name)
    except Exception as error:
        watch.take(error)
        window.show_failure(QCoreApplication.translate("App", "The library could not be opened because of an error."))


def _app_icon() -> "QIcon":
    from PySide6.QtGui import QIcon, QPixmap

    from .controls.icons import icon_image

    icon = QIcon()
    for pixels in (16, 24, 32, 48, 64, 128):
        icon.addPixmap(QPixmap.fromImage(icon_image("app-mark", "", pixels)))
    return icon
