"""Made-up prices and a made-up balance, so that a studio's sums and its spending guard can be rehearsed."""

import math

from msgspec import UNSET

from rundot_studio.domain import catalog
from rundot_studio.domain.errors import StudioError
from rundot_studio.protocol.schema import (
    Credits,
    EstimateAnswer,
    EstimateParams,
    GenerateParams,
    RemoveBackgroundOptions,
)

REASON = "made-up prices of the embedded engine"
PICTURE_CREDITS = {
    "gemini-3.1-flash-lite-image": 2.0,
    "gemini-3.1-flash-image-preview": 4.0,
    "gpt-image-1": 6.0,
    "gpt-image-2": 6.0,
}
PRO_CREDITS = {"1K": 12.0, "2K": 12.0, "4K": 24.0}
CUTOUT_CREDITS = {"bria": 1.0, "birefnet": 2.0}
UPSCALE_CREDITS_PER_MP = 0.5
DEFAULT_OUTPUT_MP = 4.0
VARIABLE = {"gpt-image-1": 25.0, "gpt-image-2": 25.0}
"""Models whose bill may differ from the estimate, by so many percent either way."""


class OutOfCredits(StudioError):
    code = "CREDITS_EXHAUSTED"
    status = 402

    def __init__(self) -> None:
        detail = '{"billedTo":"player","paywallShown":false,"paywallOutcome":null}'
        super().__init__("There are no credits left (a made-up balance of the embedded engine).", detail)


class Balance:
    """Credits that pictures are paid from. A price is held before the work and given back when the work fails."""

    def __init__(self, amount: float) -> None:
        self.remaining = amount

    def hold(self, price: float) -> None:
        """Raises OutOfCredits when there is not enough."""
        if price > self.remaining:
            raise OutOfCredits
        self.remaining -= price

    def give_back(self, price: float) -> None:
        self.remaining += price

    def billed(self, price: float) -> Credits:
        """What an answer says of it."""
        return Credits(used=price, remaining=self.remaining)


def picture_price(model: str, image_size: str, cutout_model: str | None) -> float:
    """Credits for one picture, with the removal of its background where a model for that is named."""
    if model == catalog.PRO_MODEL:
        price = PRO_CREDITS[image_size]
    else:
        price = PICTURE_CREDITS.get(model, PICTURE_CREDITS[catalog.DEFAULT_MODEL])
    return price + (CUTOUT_CREDITS[cutout_model] if cutout_model else 0.0)


def price_of(params: GenerateParams) -> float:
    """Credits for one generate call."""
    asked = params.remove_background
    cutout = asked.model if isinstance(asked, RemoveBackgroundOptions) else "bria" if asked is True else None
    model = catalog.DEFAULT_MODEL if params.model is UNSET else params.model
    return picture_price(model, catalog.DEFAULT_IMAGE_SIZE if params.image_size is UNSET else params.image_size, cutout)


def estimate(params: EstimateParams) -> EstimateAnswer:
    """The price of the whole quantity; models in :data:`VARIABLE` get a band around it."""
    percent = 0.0
    if params.kind == "upscale":
        megapixels = DEFAULT_OUTPUT_MP if params.output_mp is UNSET else params.output_mp
        price = max(1.0, math.ceil(megapixels * UPSCALE_CREDITS_PER_MP))
    else:
        model = catalog.DEFAULT_MODEL if params.model is UNSET else params.model
        size = catalog.DEFAULT_IMAGE_SIZE if params.image_size is UNSET else params.image_size
        cutout_model = "bria" if params.bg_removal_model is UNSET else params.bg_removal_model
        price = picture_price(model, size, cutout_model if params.remove_background is True else None)
        percent = VARIABLE.get(model, 0.0)
    total = price * (1 if params.quantity is UNSET else params.quantity)
    return EstimateAnswer(
        kind=params.kind,
        credits=total,
        low_credits=total * (1 - percent / 100),
        high_credits=total * (1 + percent / 100),
        lower_percent=percent,
        upper_percent=percent,
        exact=percent == 0,
        reason=REASON,
    )
