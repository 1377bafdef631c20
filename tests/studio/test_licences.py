"""The licences of what is installed."""

import json

import pytest

from rundot_studio.studio.licences import Licence, as_json, gathered, licences


@pytest.fixture(scope="module")
def found() -> dict[str, Licence]:
    return {each.name.casefold(): each for each in gathered()}


def test_the_program_python_and_libraries_of_libraries_are_there(found: dict[str, Licence]) -> None:
    assert list(found)[:2] == ["rundot-studio", "python"]
    assert {"numpy", "httpx", "httpcore", "h11"} <= set(found)
    assert "pytest" not in found  # only its tests need it


def test_texts_and_short_names_are_read(found: dict[str, Licence]) -> None:
    for name, says in {"numpy": "NumPy Developers", "python": "PSF", "rundot-studio": "MIT", "idna": "BSD"}.items():
        assert says in found[name].text + found[name].licence, name
    assert all(each.licence or each.text for each in found.values())


def test_what_a_bundle_keeps_says_the_same(found: dict[str, Licence]) -> None:
    kept = [Licence(**each) for each in json.loads(as_json(list(found.values())))]
    assert kept == list(found.values()) == licences()
