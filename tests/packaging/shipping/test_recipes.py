"""The recipes for the systems that are not here: what they name is what the bundle makes, and is called alike."""

import json
import plistlib
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from shipping.__main__ import OUT, WORK
from shipping.bundle import NAME, generate
from shipping.debian import maintainer
from shipping.macos import info_plist

ROOT = Path(__file__).resolve().parents[3]
PACKAGING = ROOT / "packaging"
INSTALLER = PACKAGING / "windows" / "rundot-studio.iss"

# Reads the spec as PyInstaller does, on a system that says it is another; what is made is noted down.
READ_SPEC = """
import json, sys, types
from pathlib import Path
spec, sys.platform = Path(sys.argv[1]), sys.argv[2]
made = {"programs": []}
class Made:
    scripts, pure, binaries, datas = [], [], [], []
    def __init__(self, *parts, **options):
        self.options = options
class Exe(Made):
    def __init__(self, *parts, **options):
        made["programs"].append({key: value for key, value in options.items()})
class Bundle(Made):
    def __init__(self, folder, **options):
        made["app"] = options
hooks = types.ModuleType("PyInstaller.utils.hooks")
hooks.collect_data_files = hooks.collect_submodules = hooks.copy_metadata = lambda *parts, **options: []
sys.modules.update({"PyInstaller": types.ModuleType("PyInstaller"), "PyInstaller.utils.hooks": hooks})
sys.modules["PyInstaller.utils"] = types.ModuleType("PyInstaller.utils")
names = dict(SPECPATH=str(spec.parent), Analysis=Made, PYZ=Made, EXE=Exe, COLLECT=Made, BUNDLE=Bundle)
exec(compile(spec.read_text("utf-8"), spec, "exec"), names)
print(json.dumps(made, default=str))
"""


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generated")
    generate(folder)
    return folder


def made_on(platform: str, generated: Path) -> dict[str, Any]:
    spec = PACKAGING / "bundle" / "rundot-studio.spec"
    command = ["env", f"RUNDOT_STUDIO_GENERATED={generated}", sys.executable, "-c", READ_SPEC, spec, platform]
    made: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return made


def test_here_one_program_is_window_command_line_and_worker(generated: Path) -> None:
    (program,) = made_on("linux", generated)["programs"]
    assert (program["name"], program["console"]) == (NAME, True)


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_elsewhere_workers_are_a_program_with_a_console_and_the_window_is_the_last(
    platform: str, generated: Path
) -> None:
    """PyInstaller takes the last program as the one of a Mac's app, and hides an app whose program has a console."""
    worker, window = made_on(platform, generated)["programs"]
    assert (worker["name"], worker["console"]) == (f"{NAME}-console", True)
    assert (window["name"], window["console"]) == (NAME, False)
    for program in (worker, window):
        assert Path(program["icon"]).is_file()
        assert not program.get("argv_emulation")  # it would take the desktop's events away from Qt
    ask = "import sys; from rundot_studio.engine.pool import worker_command\n"
    ask += "sys.platform, sys.frozen, sys.executable = sys.argv[1], True, '/app/rundot-studio'\n"
    ask += "print(worker_command()[0])"
    started = subprocess.run([sys.executable, "-c", ask, platform], capture_output=True, text=True, check=True).stdout
    assert Path(started.strip()).stem == worker["name"]


def test_the_app_of_a_mac_has_its_icon_its_rights_and_its_list(generated: Path) -> None:
    made = made_on("darwin", generated)
    assert Path(made["app"]["icon"]).is_file()
    assert Path(made["programs"][0]["entitlements_file"]).is_file()
    plistlib.loads((PACKAGING / "macos" / "entitlements.plist").read_bytes())
    listed = plistlib.loads(info_plist())
    assert made["app"]["info_plist"] == listed
    assert listed["CFBundleExecutable"] == made["programs"][-1]["name"]
    assert listed["LSBackgroundOnly"] is False
    assert made["app"]["name"].removesuffix(".app") == listed["CFBundleName"]
    told = (PACKAGING / "macos" / "README.md").read_text(encoding="utf-8")
    assert f"dist/{made['app']['name']}" in told
    assert "RUNDOT_STUDIO_SIGN_IDENTITY" in told


def test_windows_gets_the_version_resource(generated: Path) -> None:
    for program in made_on("win32", generated)["programs"]:
        assert Path(program["version"]).is_file()


def test_the_installer_takes_what_the_bundle_makes(generated: Path) -> None:
    text = INSTALLER.read_text(encoding="utf-8-sig")
    place = INSTALLER.parent / re.findall(r"^SourceDir=(.+)$", text, re.MULTILINE)[0].replace("\\", "/")
    assert place.resolve() == ROOT
    assert [ROOT / each.replace("\\", "/") for each in re.findall(r'^Source: "(.+?)"', text, re.M)] == [
        OUT / NAME / "*"
    ]
    icon = ROOT / re.findall(r"^SetupIconFile=(.+)$", text, re.MULTILINE)[0].replace("\\", "/")
    assert icon.parent == WORK / "generated"
    assert (generated / icon.name).is_file()
    names = {program["name"] for program in made_on("win32", generated)["programs"]}
    assert set(re.findall(r"\{app\}\\([\w-]+)\.exe", text)) <= names


def test_the_installer_speaks_german_where_its_compiler_looks_for_a_mark(generated: Path) -> None:
    """Without the mark of UTF-8 older compilers take it for the system's code page."""
    assert INSTALLER.read_bytes().startswith(b"\xef\xbb\xbf")
    text = INSTALLER.read_text(encoding="utf-8-sig")
    words = re.findall(r"^(en|de)\.(\w+)=", text, re.MULTILINE)
    assert {name for language, name in words if language == "en"} == {
        name for language, name in words if language == "de"
    }


def test_who_makes_a_debian_package_says_whom_to_write_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBFULLNAME", "Ada Maker")
    monkeypatch.setenv("DEBEMAIL", "ada@maker.org")
    assert maintainer() == "Ada Maker <ada@maker.org>"
    monkeypatch.delenv("DEBFULLNAME")
    monkeypatch.delenv("DEBEMAIL")
    assert maintainer().endswith(".example>")  # an address of nobody, rather than of somebody by chance
