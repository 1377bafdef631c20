"""The spending guard of the commands: what may cost too much is not sent."""

import argparse
import math
from collections.abc import Sequence

from rundot_studio.domain.errors import RuleBroken, SpendingRefused
from rundot_studio.domain.estimate import Estimate
from rundot_studio.domain.recipe import GenerateRecipe, Recipe
from rundot_studio.studio.costs import needs_consent
from rundot_studio.studio.orders import price
from rundot_studio.studio.studio import Studio


async def check_spending(
    studio: Studio,
    options: argparse.Namespace,
    recipe: Recipe,
    count: int = 1,
    source_size: tuple[int, int] | None = None,
) -> None:
    """Raises SpendingRefused, before anything is sent, for an order that may cost more than the limit.

    ``source_size`` is (width, height) of the picture to enlarge.
    """
    limit, name = _limit(studio, options)
    if limit is not None:
        estimate = await studio.costs.estimate(recipe, count, source_size, at_once=True)
        _check(studio, options, (limit, name), estimate, count)


async def check_order_spending(
    studio: Studio, options: argparse.Namespace, recipes: Sequence[GenerateRecipe], count: int
) -> None:
    """As :func:`check_spending`, for ``count`` pictures of each recipe."""
    limit, name = _limit(studio, options)
    if limit is not None:
        estimate = await price(studio.costs, recipes, count, at_once=True)
        _check(studio, options, (limit, name), estimate, len(recipes) * count)


def _check(
    studio: Studio, options: argparse.Namespace, held_to: tuple[float, str], estimate: Estimate | None, count: int
) -> None:
    limit, name = held_to
    if estimate is None:
        if options.yes:
            return
        raise SpendingRefused(
            f"{name} can't be held: {studio.connection.label} gives no estimate now. Nothing was sent.",
            "Add --yes to send without one.",
        )
    if needs_consent(estimate, limit):
        what = "This picture is" if count == 1 else f"These {count} pictures are"
        reason = f" ({estimate.reason})" if estimate.reason else ""
        raise SpendingRefused(
            f"{name}: {what.lower()} estimated at {estimate}{reason}. Nothing was sent.",
            "Raise --max-credits, or ask for less.",
        )


def _limit(studio: Studio, options: argparse.Namespace) -> tuple[float | None, str]:
    """The limit and how to call it. The embedded engine costs nothing, so only the flag rehearses a limit there."""
    if options.max_credits is not None:
        if not (0 <= options.max_credits < math.inf):
            raise RuleBroken("--max-credits", options.max_credits, "a number of credits, 0 or more")
        return options.max_credits, f"--max-credits {options.max_credits:g}"
    limit = None if studio.connection.offline else studio.settings.max_credits
    return limit, f"Your limit of {limit:g} credits (max_credits in the settings)" if limit is not None else ""
