"""The catalogue that ships: complete, and honest about licences."""

import re

import pytest

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.engine.local_ai.weights import (
    CUTOUT_ROLES,
    ROLES,
    UPSCALE_ROLES,
    cutout_role,
    known_by_hash,
    known_by_id,
    known_weights,
    roles_named,
    usual_family,
)


def test_every_entry_can_be_fetched_and_checked() -> None:
    for weights in known_weights():
        assert weights.url.startswith("https://")
        assert weights.page.startswith("https://")
        assert weights.licence_url.startswith("https://")
        assert re.fullmatch(r"[0-9a-f]{64}", weights.sha256)
        assert weights.size > 1_000_000
        assert weights.file.endswith(".onnx")
        assert "/" not in weights.file
        assert weights.commercial is not None
        assert set(weights.roles) <= set(ROLES)
        assert known_by_id(weights.id) is weights
        assert known_by_hash(weights.sha256) is weights


def test_no_two_entries_share_a_name_a_file_or_a_hash() -> None:
    for field in ("id", "title", "file", "sha256"):
        values = [getattr(weights, field) for weights in known_weights()]
        assert len(values) == len(set(values))


def test_each_cut_out_model_and_each_upscaler_has_one_entry() -> None:
    served = [role for weights in known_weights() for role in weights.roles]
    assert sorted(served) == sorted((*CUTOUT_ROLES, *UPSCALE_ROLES))


def test_bria_is_known_to_be_non_commercial_and_no_other_is() -> None:
    assert [weights.roles for weights in known_weights() if not weights.commercial] == [("bria",)]


def test_words_of_the_artist_mean_roles() -> None:
    assert roles_named("bria") == ("bria",)
    assert roles_named("upscale") == UPSCALE_ROLES
    assert "low-resolution-v2" not in UPSCALE_ROLES
    for wrong in ("depth", "low-resolution-v2", "", "BRIA"):
        with pytest.raises(RuleBroken, match="birefnet-heavy"):
            roles_named(wrong)
    with pytest.raises(RuleBroken, match="realesrgan-x4plus"):
        known_by_id("resnet")


def test_every_role_is_run_in_its_own_way() -> None:
    assert [usual_family(role) for role in CUTOUT_ROLES] == ["rmbg-2", "birefnet", "birefnet", "birefnet"]
    assert {usual_family(role) for role in UPSCALE_ROLES} == {"upscaler"}
    assert cutout_role("bria", "heavy") == "bria"
    assert cutout_role("birefnet", "portrait") == "birefnet-portrait"
