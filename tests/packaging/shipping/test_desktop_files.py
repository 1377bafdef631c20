"""What desktops, software centres and other packagers are told: valid by their own checkers, and in one voice."""

import configparser
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from PIL import Image
from shipping.icons import SIZES
from shipping.linux import APP_ID, flatpak_share, install_desktop_files
from shipping.macos import IDENTIFIER, info_plist

from rundot_studio import __version__
from rundot_studio.cli.main import PICTURE_ENDINGS

ROOT = Path(__file__).resolve().parents[3]
PACKAGING = ROOT / "packaging"
MEDIA_TYPES = {"image/png", "image/jpeg", "image/webp", "image/gif"}


@pytest.fixture(scope="module")
def share(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package") / "share"
    install_desktop_files(folder)
    return folder


def checked(*command: str | Path) -> None:
    if shutil.which(str(command[0])) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_menu_entry_is_valid(share: Path) -> None:
    entry = share / "applications" / "rundot-studio.desktop"
    parsed = configparser.ConfigParser(interpolation=None)
    parsed.read(entry, encoding="utf-8")
    assert set(parsed["Desktop Entry"]["MimeType"].strip(";").split(";")) == MEDIA_TYPES
    assert parsed["Desktop Entry"]["Exec"] == "rundot-studio %F"
    checked("desktop-file-validate", entry)


def test_the_description_for_software_centres_is_valid_and_names_this_version(share: Path) -> None:
    file = share / "metainfo" / f"{APP_ID}.metainfo.xml"
    root = ElementTree.parse(file).getroot()
    assert root.findtext("launchable") == "rundot-studio.desktop"
    assert [release.get("version") for release in root.iter("release")] == [__version__]
    assert {each.text for each in root.iter("mediatype")} == MEDIA_TYPES
    checked("appstreamcli", "validate", "--no-net", file)


def test_icons_have_every_size(share: Path) -> None:
    icons = share / "icons" / "hicolor"
    for size in SIZES:
        with Image.open(icons / f"{size}x{size}" / "apps" / "rundot-studio.png") as icon:
            assert icon.size == (size, size)
    assert (icons / "scalable" / "apps" / "rundot-studio.svg").is_file()


def test_a_flatpak_calls_everything_by_its_identifier(tmp_path: Path) -> None:
    share = flatpak_share(tmp_path)
    names = {file.name.removesuffix(file.suffix).removesuffix(".metainfo") for file in share.rglob("*.*")}
    assert {name for name in names if "rundot" in name.lower()} == {APP_ID}
    assert IDENTIFIER == APP_ID


def test_windows_and_macos_offer_the_program_for_the_same_pictures() -> None:
    installer = (PACKAGING / "windows" / "rundot-studio.iss").read_text(encoding="utf-8")
    endings = set(re.findall(r"Classes\\(\.\w+)\\OpenWithProgids", installer))
    assert endings == set(PICTURE_ENDINGS)
    for kind in (b"public.png", b"public.jpeg", b"org.webmproject.webp", b"com.compuserve.gif"):
        assert kind in info_plist()


def test_the_installer_takes_files_that_there_are() -> None:
    installer = (PACKAGING / "windows" / "rundot-studio.iss").read_text(encoding="utf-8")
    sections = re.findall(r"^\[(\w+)\]$", installer, re.MULTILINE)
    assert {"Setup", "Files", "Icons", "Registry", "Run", "Languages"} <= set(sections)
    assert "LicenseFile=LICENSE" in installer
    assert (ROOT / "LICENSE").is_file()
    tasks = set(re.findall(r'^Name: "(\w+)"; Description', installer, re.MULTILINE))
    assert set(re.findall(r"Tasks: (\w+)", installer)) <= tasks
