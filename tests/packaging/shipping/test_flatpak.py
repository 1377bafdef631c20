"""The Flatpak manifest, as flatpak-builder reads it, held against what a store's linter refuses."""

import json
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from shipping.linux import APP_ID, release_date

ROOT = Path(__file__).resolve().parents[3]
MANIFEST = ROOT / "packaging" / "flatpak" / f"{APP_ID}.yml"
RUNTIME_IS_KEPT_UP_YEARS = 2
REFUSED = (
    r"--filesystem=(host|home|~|/)",  # all that an artist has
    r"--filesystem=xdg-(data|config|cache)\b",
    r"--filesystem=xdg-run/dconf",
    r"--device=(all|input|usb|!)",
    r"--socket=(x11|session-bus|system-bus|gpg-agent|ssh-auth|!)",
    r"--share=!",
    r"--talk-name=(org\.freedesktop\.\*|org\.gnome\.\*|org\.kde\.\*)",
    r"--talk-name=org\.freedesktop\.(Flatpak|DBus|Secrets|portal\.)",  # the keychain's name is in small letters
    r"--own-name=",
    r"--system-(talk|own)-name=",
)


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    if shutil.which("flatpak-builder") is None:
        pytest.skip("not installed: flatpak-builder")
    shown = subprocess.run(
        ["flatpak-builder", "--show-manifest", MANIFEST],
        cwd=tmp_path_factory.mktemp("flatpak"),  # it leaves a cache beside where it is called
        capture_output=True,
        text=True,
        check=False,
    )
    assert shown.returncode == 0, shown.stderr
    assert "Unknown property" not in shown.stderr
    found: dict[str, Any] = json.loads(shown.stdout)
    return found


def test_it_is_called_as_its_file_and_starts_a_program_that_it_installs(manifest: dict[str, Any]) -> None:
    assert manifest["id"] == APP_ID
    assert len(APP_ID.split(".")) == 3
    assert not manifest.get("branch")
    steps = " ".join(manifest["modules"][0]["build-commands"])
    assert f"/app/bin/{manifest['command']}" in steps
    assert not manifest["command"].startswith("/")


def test_its_runtime_is_kept_up_on_the_day_of_the_release(manifest: dict[str, Any]) -> None:
    year, month = map(int, manifest["runtime-version"].split("."))
    assert date.fromisoformat(release_date()) < date(2000 + year + RUNTIME_IS_KEPT_UP_YEARS, month, 28)
    assert manifest["sdk"].removesuffix("Sdk") == manifest["runtime"].removesuffix("Platform")


def test_it_asks_for_no_more_than_it_needs(manifest: dict[str, Any]) -> None:
    arguments = manifest["finish-args"]
    assert not [each for each in arguments for pattern in REFUSED if re.match(pattern, each)]
    assert len(arguments) == len(set(arguments))


def test_x11_is_there_where_wayland_is_not_and_shares_memory(manifest: dict[str, Any]) -> None:
    assert {"--socket=wayland", "--socket=fallback-x11", "--share=ipc"} <= set(manifest["finish-args"])


def test_its_sources_come_from_the_commands_that_make_them_or_have_their_hash(manifest: dict[str, Any]) -> None:
    places = {"dist/rundot-studio", "build/packages/flatpak-share"}
    for module in manifest["modules"]:
        for source in module["sources"]:
            if source["type"] == "dir":
                places.remove(str((MANIFEST.parent / source["path"]).resolve().relative_to(ROOT)))
            else:
                assert re.fullmatch(r"[0-9a-f]{64}", source["sha256"])
        assert not any("--share=network" in each for each in module.get("build-options", {}).get("build-args", []))
    assert not places


def test_what_a_store_shows_is_short_and_in_its_form() -> None:
    text = (ROOT / "packaging" / "linux" / f"{APP_ID}.metainfo.xml").read_text(encoding="utf-8")
    summaries = re.findall(r"<summary.*?>(.*?)</summary>", text)
    assert len(summaries) == 2
    for summary in summaries:
        assert len(summary) <= 35
        assert not summary.endswith(".")
    assert len(re.findall(r"<name>(.*?)</name>", text)[0]) <= 20
    for part in ("<developer id=", "<project_license>", "<launchable", "<content_rating", "<category>"):
        assert part in text
