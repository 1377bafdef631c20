"""Where shipped data files are found."""

import pytest

from rundot_studio.resources import resource, resource_bytes


@pytest.mark.parametrize("name", ["/etc/hosts", "../pyproject.toml", "engine/../../pyproject.toml"])
def test_a_name_cannot_climb_out_of_the_resources(name: str) -> None:
    with pytest.raises(ValueError, match="inside the resources"):
        resource(name)


def test_a_missing_resource_is_an_ordinary_missing_file() -> None:
    with pytest.raises(FileNotFoundError):
        resource_bytes("engine/no-such-table.npz")
