"""What is taken out of the libraries before they are bundled."""

from pathlib import Path

from shipping.contents import remove_unused, unused


def fill(packages: Path, names: list[str]) -> None:
    for name in names:
        (packages / name).parent.mkdir(parents=True, exist_ok=True)
        (packages / name).write_bytes(b"12345")


KEPT = [
    "PySide6/Qt/lib/libQt6Core.so.6",
    "PySide6/Qt/plugins/platforms/libqxcb.so",
    "PySide6/plugins/platforms/qwindows.dll",
    "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
    "PySide6/Qt/plugins/imageformats/libqwebp.so",
    "PySide6/Qt/translations/qtbase_de.qm",
    "PIL/_imaging.cpython-311-x86_64-linux-gnu.so",
]
DROPPED = [
    "PySide6/Qt/plugins/platforms/libqvnc.so",
    "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
    "PySide6/plugins/tls/qschannelbackend.dll",
    "PySide6/Qt/translations/qtbase_fr.qm",
    "PySide6/Qt/translations/assistant_de.qm",
    "PIL/_avif.cpython-311-x86_64-linux-gnu.so",
]


def test_unused_plugins_translations_and_formats_go_and_the_rest_stays(tmp_path: Path) -> None:
    fill(tmp_path, [*KEPT, *DROPPED])
    assert remove_unused(tmp_path) == 5 * len(DROPPED)
    left = {str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*") if file.is_file()}
    assert left == set(KEPT)
    assert list(unused(tmp_path)) == []
