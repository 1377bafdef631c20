"""``python -m shipping KIND...``, in the environment of the locks: makes packages in ``dist/``."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from .bundle import make_bundle, size_of
from .debian import make_debian
from .linux import flatpak_share
from .version import ROOT
from .wheel import make_wheel

WORK = ROOT / "build" / "packages"
OUT = ROOT / "dist"


def bundle() -> list[Path]:
    return [make_bundle(WORK, OUT)]


def deb() -> list[Path]:
    return [make_debian(make_bundle(WORK, OUT), WORK, OUT)]


def flatpak() -> list[Path]:
    """What the manifest in ``packaging/flatpak`` takes; flatpak-builder does the rest."""
    return [make_bundle(WORK, OUT), flatpak_share(WORK)]


def wheel() -> list[Path]:
    return make_wheel(OUT)


MAKERS: dict[str, Callable[[], list[Path]]] = {"bundle": bundle, "deb": deb, "flatpak": flatpak, "wheel": wheel}


def main() -> int:
    parser = argparse.ArgumentParser(prog="bootstrap.py package", description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"{', '.join(MAKERS)} (default: bundle)")
    WORK.mkdir(parents=True, exist_ok=True)
    OUT.mkdir(exist_ok=True)
    kinds = parser.parse_args().kinds or ["bundle"]
    unknown = sorted({*kinds} - {*MAKERS})
    if unknown:
        parser.error(f"there is no package of the kind {', '.join(unknown)}")
    for kind in kinds:
        for made in MAKERS[kind]():
            size = size_of(made) if made.is_dir() else made.stat().st_size
            print(f"{made.relative_to(ROOT)}: {size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
