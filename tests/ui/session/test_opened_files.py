"""Pictures that the desktop of a Mac opens with the program, before its window is there and after."""

import subprocess
import sys
from pathlib import Path

from PIL import Image

KEPT = """
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtGui import QFileOpenEvent
from rundot_studio.ui.session.opened_files import MacApplication
app = MacApplication([])
given = []
def send(name):
    QCoreApplication.sendEvent(app, QFileOpenEvent(name))
send("early.png")
send("earlier.png")
app.give_opened_to(lambda paths: given.append([path.name for path in paths]))
for name in ("late.png", "later.png"):
    send(name)
QCoreApplication.sendEvent(app, QEvent(QEvent.Type.User))
QTimer.singleShot(600, app.quit)
app.exec()
print(given)
"""
WHOLE = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QFileOpenEvent
from rundot_studio.ui.session.opened_files import MacApplication
app = MacApplication([])
from rundot_studio.ui.app import run_window
from rundot_studio.ui.main_window import MainWindow
picture, library = map(Path, sys.argv[1:])
QCoreApplication.postEvent(app, QFileOpenEvent(str(picture)))
def look():
    if list((library / "pictures").rglob("*.png")):
        timer.stop()
        next(each for each in app.topLevelWidgets() if isinstance(each, MainWindow)).close()
timer = QTimer(app)
timer.timeout.connect(look)
timer.start(100)
sys.exit(run_window(library))
"""


def ran(script: str, *arguments: str | Path) -> str:
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_they_are_kept_until_somebody_takes_them_and_come_together() -> None:
    assert ran(KEPT).strip() == "[['early.png', 'earlier.png'], ['late.png', 'later.png']]"


def test_a_picture_that_starts_the_program_is_taken_into_its_library(tmp_path: Path) -> None:
    Image.new("RGB", (8, 8), "orange").save(tmp_path / "sprite.png")
    ran(WHOLE, tmp_path / "sprite.png", tmp_path / "library")
    assert list((tmp_path / "library" / "pictures").rglob("*.png"))
