"""What goes into the bundle, and what its libraries bring that the program never loads.

The unused parts are taken out of the build environment before PyInstaller looks: so it also leaves out the libraries
that only they need (the GTK theme alone draws in thirty).
"""

from collections.abc import Iterator
from pathlib import Path

QT_PLUGINS = {
    "platforms": {"qxcb", "qwayland", "qoffscreen", "qwindows", "qcocoa"},
    "platformthemes": {"qxdgdesktopportal"},  # the desktop's own file dialogs
    "platforminputcontexts": {"composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"},
    "imageformats": {"qjpeg", "qwebp", "qsvg", "qgif", "qico"},
    "iconengines": {"qsvgicon"},
    # the relief is turned by the graphics card where there is one; the drivers are the system's
    "xcbglintegrations": {"qxcb-egl-integration", "qxcb-glx-integration"},
    "wayland-graphics-integration-client": {"qt-plugin-wayland-egl"},
    "wayland-shell-integration": {"xdg-shell"},
    "wayland-decoration-client": {"bradient", "adwaita"},
}
"""Kept plugins by kind: nothing of Vulkan or a bare console, no databases, no encryption, which Python does."""
QT_LANGUAGES = {"de"}
"""Qt's own words for these; English needs none."""
UNUSED_EXTENSIONS = (
    "PIL/_avif.*",  # a format that the program refuses by its signature
    "PIL/_imagingcms.*",  # colour profiles are kept as they came, never applied
    "numpy/_core/*_tests.*",  # NumPy's tests of itself
    "cv2/opencv_videoio_ffmpeg*.dll",  # video, on Windows
    "*.dist-info/sboms/*",
)
"""What no code of ours loads, in the folder of all packages."""
EXCLUDED_MODULES = (
    # test data and builders
    *("numpy.f2py", "numpy.testing", "numpy.distutils", "unittest", "doctest", "pydoc", "pydoc_data", "lib2to3"),
    *("setuptools", "pkg_resources", "distutils", "pip", "_distutils_hack", "packaging"),
    # windows of other kinds
    *("tkinter", "PIL.ImageTk", "PIL.ImageQt", "IPython", "curses", "readline", "PySide6.QtDBus"),
    # what others would use if it were there
    *(
        "pygments",
        "markdown_it",
        "requests",
        "urllib3",
        "charset_normalizer",
        "brotli",
        "zstandard",
        "trio",
        "yaml",
        "click_repl",
    ),
)
LOCAL_AI_MODULES = ("onnxruntime", "onnx", "torch", "diffusers", "transformers", "accelerate", "scipy")
"""Installed by who wants them, into a wheel's environment; 1.3 GB."""


def remove_unused(packages: Path) -> int:
    """Deletes from the folder ``packages`` (site-packages of the build environment); gives the bytes removed."""
    removed = 0
    for file in unused(packages):
        removed += file.stat().st_size
        file.unlink()
    return removed


def unused(packages: Path) -> Iterator[Path]:
    for qt in (packages / "PySide6" / "Qt", packages / "PySide6"):  # on Windows there is no folder Qt
        if (qt / "plugins").is_dir():
            yield from (file for file in _files(qt / "plugins") if not _plugin_is_used(file))
        if (qt / "translations").is_dir():
            yield from (file for file in _files(qt / "translations") if not _translation_is_used(file))
    for pattern in UNUSED_EXTENSIONS:
        yield from sorted(packages.glob(pattern))


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def _plugin_is_used(file: Path) -> bool:
    return file.name.split(".")[0].removeprefix("lib") in QT_PLUGINS.get(file.parent.name, ())


def _translation_is_used(file: Path) -> bool:
    return file.name in {f"qtbase_{language}.qm" for language in QT_LANGUAGES}
