"""From what stands in the prompt panel to what is sent: alternatives expanded, styles applied, pictures counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rundot_studio.client.requests import check
from rundot_studio.domain.alternatives import NO_WILDCARDS, Template, Wildcards, parse
from rundot_studio.domain.catalog import SPECIFICATION_LEVEL, ApiLevel
from rundot_studio.domain.errors import RuleBroken
from rundot_studio.domain.estimate import Estimate
from rundot_studio.domain.expansion import recipe_for
from rundot_studio.domain.job import Job
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.domain.styles import Style

from .costs import Costs
from .queue import Queue

CONFIRM_ABOVE = 200
"""Pictures of one order that are sent without a question."""
MOST_PICTURES = 2000
"""Pictures of one order."""
MOST_PROMPT_LETTERS = 100_000
"""Of an expanded prompt. The specification names no limit; no model reads as much."""
_MOST_PRICED = 1000
"""The service tells the price of so many pictures in one question."""


class Expand(StrEnum):
    """What becomes of alternatives: every combination, or one by chance for each picture."""

    ALL = "all"
    RANDOM = "random"


@dataclass(frozen=True)
class Order:
    """``count`` pictures of each recipe. Where a ``problem`` is told, a sentence, nothing can be sent.

    ``combinations`` is exact, also where they are far too many and there are no recipes. A recipe without a seed gets
    one of its own for each picture when it is sent.
    """

    template: Template
    recipes: tuple[GenerateRecipe, ...]
    count: int
    combinations: int
    total: int
    problem: str = ""

    @property
    def question(self) -> str:
        """What to ask before it is sent; empty where it need not be asked."""
        if self.problem or self.total <= CONFIRM_ABOVE:
            return ""
        return f"This makes {self.total:,} pictures. Send them all?"


def order(
    text: str,
    base: GenerateRecipe,
    *,
    styles: Sequence[Style] = (),
    wildcards: Wildcards = NO_WILDCARDS,
    count: int = 1,
    expand: Expand = Expand.ALL,
    draw: int = 0,
    level: ApiLevel = SPECIFICATION_LEVEL,
) -> Order:
    """The order for a prompt of the panel. Pure: the same for the same arguments, and nothing is read or sent.

    ``base`` has all the rest: its negative prompt is the artist's own avoid, its seed None where the seed is not
    locked. ``count`` is pictures for each combination, or with ``RANDOM`` in all; picture n is drawn by ``draw`` + n.
    """
    template = parse(text, wildcards)
    combinations = template.count
    total = count if expand is Expand.RANDOM else combinations * count
    problem = _problem_of(template, styles) or _problem_of_size(total)
    recipes: tuple[GenerateRecipe, ...] = ()
    if not problem:
        prompts = _prompts(template, expand, count, draw)
        recipes = tuple(recipe_for(prompt, text, base, styles, marked=template.has_markup) for prompt in prompts)
        problem = next((told for recipe in recipes if (told := _problem_of_prompt(recipe.prompt))), "")
        problem = problem or problem_of_recipe(recipes[0], level)  # they differ by nothing but their prompts
    return Order(
        template,
        () if problem else recipes,
        1 if expand is Expand.RANDOM and template.has_markup else count,
        combinations,
        total,
        problem,
    )


def problem_of_recipe(recipe: GenerateRecipe, level: ApiLevel = SPECIFICATION_LEVEL) -> str:
    """Why the service would not take it, in a sentence; empty for a sound one."""
    if problem := _problem_of_prompt(recipe.prompt):
        return problem
    try:
        check(recipe, level)
    except RuleBroken as error:
        return error.message
    return ""


def _problem_of_prompt(prompt: str) -> str:
    if len(prompt) > MOST_PROMPT_LETTERS:
        return f"The prompt is {len(prompt):,} letters long; at most {MOST_PROMPT_LETTERS:,} can be sent."
    return "" if prompt.strip() else "The prompt is empty. Write what the picture shows."


def send(queue: Queue, ordered: Order) -> list[Job]:
    """Put all pictures of an order into the queue. Raises RuleBroken for one with a problem; nothing is queued then."""
    if ordered.problem:
        raise RuleBroken("prompt", ordered.template.text, ordered.problem)
    return [job for recipe in ordered.recipes for job in queue.submit(recipe, ordered.count)]


async def price(
    costs: Costs, recipes: Sequence[GenerateRecipe], count: int = 1, *, at_once: bool = False
) -> Estimate | None:
    """What ``count`` pictures of each recipe cost together; None where the service has no estimates, or none now, or
    a newer question came within the pause. ``at_once`` asks without a pause. Raises RuleBroken."""
    kinds: dict[GenerateRecipe, int] = {}
    for recipe in recipes:
        kind = GenerateRecipe(
            "-", model=recipe.model, image_size=recipe.image_size, remove_background=recipe.remove_background
        )
        kinds[kind] = kinds.get(kind, 0) + count
    parts: list[Estimate] = []
    for kind, pictures in kinds.items():
        for asked in _portions(pictures):
            estimate = await costs.estimate(kind, asked, at_once=at_once or bool(parts))
            if estimate is None:
                return None
            parts.append(estimate)
    return _sum(parts)


def _portions(pictures: int) -> list[int]:
    whole, rest = divmod(pictures, _MOST_PRICED)
    return [_MOST_PRICED] * whole + ([rest] if rest else [])


def _sum(parts: Sequence[Estimate]) -> Estimate | None:
    if not parts:
        return None
    return Estimate(
        sum(part.credits for part in parts),
        sum(part.low for part in parts),
        sum(part.high for part in parts),
        all(part.exact for part in parts),
        "; ".join(dict.fromkeys(part.reason for part in parts if part.reason)),
    )


def _prompts(template: Template, expand: Expand, count: int, draw: int) -> list[str]:
    if expand is Expand.RANDOM and template.has_markup:
        return [template.pick(draw + number) for number in range(count)]
    return template.expand(MOST_PICTURES)


def _problem_of(template: Template, styles: Sequence[Style]) -> str:
    if template.problems:
        return template.problems[0].message
    return next((f"{style.name}: {style.problem}" for style in styles if style.problem), "")


def _problem_of_size(total: int) -> str:
    if total <= MOST_PICTURES:
        return ""
    # Python refuses to write numbers of thousands of digits, and nobody reads them.
    shown = f"{total:,}" if total < 10**12 else "more than a million million"
    return f"This would make {shown} pictures; one order can have {MOST_PICTURES:,}."
