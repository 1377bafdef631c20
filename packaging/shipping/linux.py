"""What a Linux desktop wants to know about the program: menu entry, description for software centres, icons."""

import shutil
import subprocess
from pathlib import Path

from .icons import SIZES, SOURCE, draw
from .version import ROOT, filled

TEMPLATES = ROOT / "packaging" / "linux"
APP_ID = "studio.rundot.RundotStudio"


def install_desktop_files(share: Path, name: str = "rundot-studio") -> None:
    """Into ``share`` (``/usr/share`` of a package); entry and icons are called ``name``."""
    applications = share / "applications"
    applications.mkdir(parents=True)
    entry = (TEMPLATES / "rundot-studio.desktop").read_text(encoding="utf-8")
    entry = entry.replace("Icon=rundot-studio", f"Icon={name}")
    (applications / f"{name}.desktop").write_text(entry, encoding="utf-8")
    metainfo = share / "metainfo"
    metainfo.mkdir()
    template = TEMPLATES / f"{APP_ID}.metainfo.xml"
    text = filled(template, DESKTOP=f"{name}.desktop", ICON=name, DATE=release_date())
    (metainfo / template.name).write_text(text, encoding="utf-8")
    icons = share / "icons" / "hicolor"
    for size in SIZES:
        folder = icons / f"{size}x{size}" / "apps"
        folder.mkdir(parents=True)
        draw(size, folder / f"{name}.png")
    (icons / "scalable" / "apps").mkdir(parents=True)
    shutil.copyfile(SOURCE, icons / "scalable" / "apps" / f"{name}.svg")


def flatpak_share(work: Path) -> Path:
    """The desktop's files under the names that a Flatpak must give them; the manifest takes them from here."""
    share = work / "flatpak-share"
    shutil.rmtree(share, ignore_errors=True)
    install_desktop_files(share, APP_ID)
    return share


def release_date() -> str:
    """The day of the newest commit, so that one source makes one package; without git the newest source file's."""
    asked = ["git", "log", "-1", "--format=%cs"]
    answer = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    if answer.returncode == 0 and answer.stdout.strip():
        return answer.stdout.strip()
    from datetime import UTC, datetime

    newest = max(file.stat().st_mtime for file in (ROOT / "rundot_studio").rglob("*.py"))
    return datetime.fromtimestamp(newest, UTC).date().isoformat()
