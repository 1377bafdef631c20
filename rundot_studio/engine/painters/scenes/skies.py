"""Nothing but sky: clouds over a sea of haze, for what flies and as the farthest layer of a parallax."""

from .birds import paint_birds
from .light import paint_mist, paint_rays
from .painting import SceneKind
from .sky import paint_sky
from .stage import Stage


def paint_skies(stage: Stage) -> None:
    """A deep sky with much cloud, hazy below."""
    paint_sky(stage, min(1.0, stage.time.cloudiness + 0.35))
    paint_mist(stage, "sea of haze", 1.0, 0.26, 0.55)
    paint_rays(stage)
    paint_birds(stage)


SKY = SceneKind(
    "sky",
    (
        "sky",
        "skies",
        "sky background",
        "cloudy sky",
        "cloud background",
        "clouds background",
        "cloudscape",
        "above the clouds",
        "in the clouds",
        "in the sky",
        "heaven",
        "heavens",
    ),
    paint_skies,
    times=("day", "sunset", "dawn", "night"),
    subject_height=0.50,
    subject_baseline=0.80,
    grounded=False,
    horizon=0.98,
)
