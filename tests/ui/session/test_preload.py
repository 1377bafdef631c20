import subprocess
import sys
from threading import current_thread, main_thread

from pytestqt.qtbot import QtBot

from rundot_studio.ui.session.preload import HEAVY, Preload

BEFORE_FIRST_PAINT = ("asyncio", "qasync", "httpx", "numpy", "PIL", "starlette", "msgspec", "cv2", "psygnal", "ssl")


def test_nothing_heavy_is_imported_before_the_first_paint() -> None:
    """In a fresh interpreter, since this one has imported everything already."""
    asking = f"import sys, rundot_studio.ui.app; print([m for m in {BEFORE_FIRST_PAINT!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", asking], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_modules_are_imported_on_a_thread_and_the_end_is_told_on_the_windows(qtbot: QtBot) -> None:
    told_on: list[bool] = []
    preload = Preload(("colorsys",))
    preload.done.connect(lambda failure: told_on.append(current_thread() is main_thread()))
    with qtbot.waitSignal(preload.done) as done:
        preload.start()
    preload.wait()
    assert done.args == [""]
    assert told_on == [True]


def test_a_module_that_is_missing_is_named(qtbot: QtBot) -> None:
    preload = Preload(("no_such_module_anywhere", "colorsys"))
    with qtbot.waitSignal(preload.done) as done:
        preload.start()
    preload.wait()
    assert done.args is not None
    assert "no_such_module_anywhere" in done.args[0]


def test_the_studio_itself_is_among_what_is_loaded() -> None:
    assert "rundot_studio.studio.studio" in HEAVY
