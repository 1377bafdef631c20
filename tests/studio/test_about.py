"""What the program is made of, told from what is installed."""

import PIL

from rundot_studio import __version__
from rundot_studio.studio.about import own_version, parts_with_licences


def test_every_declared_library_is_told_with_its_version_and_licence() -> None:
    assert own_version() == __version__
    parts = {part.name.casefold(): part for part in parts_with_licences()}
    assert {"python", "pyside6_essentials", "httpx", "pillow", "msgspec", "numpy"} <= set(parts)
    assert parts["pillow"].version == PIL.__version__
    assert all(part.licence for part in parts.values())


def test_what_only_tests_need_is_left_out() -> None:
    assert not {"pytest", "hypothesis", "ruff"} & {part.name.casefold() for part in parts_with_licences()}
