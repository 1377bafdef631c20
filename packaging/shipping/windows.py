"""What Windows wants to know about the program: the version resource that its file properties show."""

from .version import ROOT, filled, version

TEMPLATE = ROOT / "packaging" / "windows" / "version-resource.txt"


def version_resource() -> str:
    """In the form PyInstaller reads. A Windows version has four numbers."""
    numbers = [*(int(part) for part in version().split(".")[:3]), 0]
    return filled(TEMPLATE, NUMBERS=", ".join(map(str, numbers)))
