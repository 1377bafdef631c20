import math

import numpy as np
import pytest

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.relief.fog import FoggyPicture, FogSettings, transmittance
from tests.relief.staging import F, ramp, speckled


@pytest.mark.parametrize("alpha", [255, 90])
def test_no_density_is_no_fog(alpha: int) -> None:
    picture = speckled(50, 70, alpha)
    assert np.array_equal(FoggyPicture(picture, ramp(50, 70, 1, 0)).render(FogSettings(density=0)), picture)


def test_fog_thickens_exponentially_from_its_start() -> None:
    seen = transmittance(FogSettings(density=2, start=0.5))
    assert np.allclose(seen[128:], 1, atol=0.01)
    assert math.isclose(seen[0], math.exp(-2), rel_tol=1e-5)
    assert math.isclose(seen[64], math.exp(-1), rel_tol=0.02)


def test_the_farthest_takes_the_colour_and_the_nearest_stays() -> None:
    picture = speckled(40, 60, 200)
    depth = np.zeros((40, 60), F)
    depth[:, 30:] = 1
    shown = FoggyPicture(picture, depth).render(FogSettings((10, 200, 90), density=10, start=0))
    assert np.abs(shown[:, :30, :3].astype(int) - (10, 200, 90)).max() <= 3
    assert np.array_equal(shown[:, 30:], picture[:, 30:])
    assert (shown[..., 3] == 200).all()


def test_dense_fog_over_a_slow_slope_shows_no_contours() -> None:
    picture = np.full((64, 512, 4), 255, np.uint8)
    shown = FoggyPicture(picture, ramp(64, 512, 0.02, 0) + F(0.45)).render(FogSettings((0, 0, 0), density=6, start=0))
    columns = shown[..., 0].mean(axis=0)
    assert np.abs(np.diff(columns)).max() < 2
    assert columns.max() - columns.min() > 15


def test_settings_out_of_range_are_named() -> None:
    for wrong in (FogSettings(density=-1), FogSettings(start=2), FogSettings(color=(0, 0, 300))):
        with pytest.raises(RuleBroken):
            wrong.check()
    FogSettings().check()
