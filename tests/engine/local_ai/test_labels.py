"""The engine's name says which weights had a part, and never calls their work procedural."""

from rundot_studio.engine.baseline import engine_label
from rundot_studio.engine.local_ai.labels import cut_out_by, made_by

PLAN = {"title": "BiRefNet general", "sha256": "58f621f00f5d756097615970a88a791584600dcf7c45b18a0a6267535a1ebd3c"}


def test_the_weights_are_named_with_their_hash() -> None:
    label = made_by(PLAN)
    assert "local AI BiRefNet general 58f621f00f5d" in label
    assert "procedural" not in label
    assert label.startswith("Rundot Studio embedded engine")


def test_what_ran_them_is_named_with_its_version() -> None:
    assert "58f621f00f5d, numpy 2." in made_by(PLAN, "numpy")
    assert "no-such-package ?" in made_by(PLAN, "no-such-package")


def test_a_painting_that_was_cut_out_names_both() -> None:
    label = cut_out_by(engine_label(), PLAN)
    assert "(procedural;" in label
    assert label.endswith("; cut out by local AI BiRefNet general 58f621f00f5d)")


def test_a_name_of_the_artists_can_go_into_a_header() -> None:
    label = made_by({"title": "Müller\r\nprocedural; x", "sha256": "0" * 64})
    assert label.isascii()
    assert label.isprintable()
    assert "procedural" not in label
