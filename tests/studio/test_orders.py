"""From the prompt panel to the queue: recipes, counts, limits, prices."""

import json

import httpx
import pytest

from rundot_studio.client.client import ImageGenClient
from rundot_studio.domain.alternatives import WildcardTable, escaped
from rundot_studio.domain.catalog import PRO_MODEL
from rundot_studio.domain.errors import RuleBroken
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.domain.styles import Style
from rundot_studio.studio.costs import Costs
from rundot_studio.studio.orders import CONFIRM_ABOVE, MOST_PICTURES, Expand, order, price, send
from rundot_studio.studio.queue import Queue

BASE = GenerateRecipe("-", negative_prompt="fog", aspect_ratio="16:9", seed=None)
INK = Style("ink", "Ink", "{prompt}, ink", "Fog, colour")
LISTS = WildcardTable({"metal": ("iron", "gold")})


def test_a_plain_prompt_is_the_recipe_it_always_was() -> None:
    made = order("a  knight , old", BASE, count=3)
    assert made.recipes == (GenerateRecipe("a  knight , old", negative_prompt="fog", aspect_ratio="16:9"),)
    assert (made.count, made.combinations, made.total, made.problem, made.question) == (3, 1, 3, "", "")


def test_each_combination_is_a_recipe_that_keeps_template_and_styles() -> None:
    made = order("a {red|} __metal__ gem", BASE, styles=[INK], wildcards=LISTS, count=2)
    assert [recipe.prompt for recipe in made.recipes] == [
        "a red iron gem, ink",
        "a red gold gem, ink",
        "a iron gem, ink",
        "a gold gem, ink",
    ]
    assert (made.count, made.combinations, made.total) == (2, 4, 8)
    assert {(r.template, r.styles, r.negative_prompt, r.aspect_ratio) for r in made.recipes} == {
        ("a {red|} __metal__ gem", ("ink",), "fog, colour", "16:9")
    }


def test_a_locked_seed_is_that_of_all_and_an_open_one_is_left_open() -> None:
    assert {recipe.seed for recipe in order("{a|b}", BASE.with_seed(7)).recipes} == {7}
    assert {recipe.seed for recipe in order("{a|b}", BASE).recipes} == {None}


def test_chance_draws_for_each_picture() -> None:
    made = order("{a|b|c|d} gem", BASE, count=40, expand=Expand.RANDOM, draw=3)
    assert (len(made.recipes), made.count, made.total) == (40, 1, 40)
    assert {recipe.prompt for recipe in made.recipes} == {"a gem", "b gem", "c gem", "d gem"}
    assert made == order("{a|b|c|d} gem", BASE, count=40, expand=Expand.RANDOM, draw=3)
    plain = order("gem", BASE, count=40, expand=Expand.RANDOM)
    assert (len(plain.recipes), plain.count) == (1, 40)


def test_escaped_words_are_sent_as_they_are() -> None:
    (recipe,) = order(escaped("{a|b} __metal__"), BASE, wildcards=LISTS).recipes
    assert recipe.prompt == "{a|b} __metal__"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{a|b", "not closed"),
        ("__metall__", "Did you mean __metal__?"),
        ("", "empty"),
        ("{ |a}", "empty"),
        ("x" * 2_000_000, "2,000,000 letters long"),
        ("{a|b|c}" * 7 + "!", "2,187 pictures"),
        ("{a|b|c}" * 9000, "more than a million million pictures"),
        ("{" * 2_000_000, "not closed"),
    ],
    ids=lambda text: text[:12],
)
def test_what_can_not_be_sent_is_told_and_has_no_recipes(text: str, said: str) -> None:
    made = order(text, BASE, wildcards=LISTS)
    assert said in made.problem
    assert (made.recipes, made.question) == ((), "")


def test_a_broken_style_and_a_broken_rule_are_told() -> None:
    assert order("gem", BASE, styles=[Style("x", "Mine", "gone")]).problem.startswith("Mine: The style has no {prompt}")
    assert "aspectRatio" in order("gem", GenerateRecipe("-", aspect_ratio="7:5")).problem


def test_many_pictures_are_asked_about_and_too_many_refused() -> None:
    assert order("gem", BASE, count=CONFIRM_ABOVE).question == ""
    assert "201 pictures" in order("gem", BASE, count=CONFIRM_ABOVE + 1).question
    assert order("gem", BASE, count=MOST_PICTURES).problem == ""
    assert "2,001 pictures" in order("gem", BASE, count=MOST_PICTURES + 1).problem


async def test_an_order_goes_to_the_queue_with_a_seed_of_its_own_for_each_picture(queue: Queue) -> None:
    jobs = send(queue, order("{red|blue} gem", BASE, count=2))
    assert [job.recipe.prompt for job in jobs] == ["red gem"] * 2 + ["blue gem"] * 2  # type: ignore[union-attr]
    assert len({job.recipe.seed for job in jobs}) == 4  # type: ignore[union-attr]
    await queue.settled(jobs)


async def test_an_order_with_a_problem_queues_nothing(queue: Queue) -> None:
    with pytest.raises(RuleBroken, match="not closed"):
        send(queue, order("{red", BASE))
    assert queue.jobs == []


class Prices:
    """Asks three credits a picture, twice that for the pro model."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        params = json.loads(request.content)
        self.asked.append(params["quantity"])
        each = 6 if params["model"] == PRO_MODEL else 3
        answer = {"kind": "image", "credits": each * params["quantity"], "exact": True, "reason": "list"}
        return httpx.Response(200, json=answer)


async def test_the_price_is_that_of_all_pictures_whatever_their_number_and_model() -> None:
    prices = Prices()
    async with httpx.AsyncClient(transport=httpx.MockTransport(prices), base_url="https://api.example") as http:
        costs = Costs(ImageGenClient(http, "game"))
        cheap, dear = order("{a|b} gem", BASE).recipes, order("gem", GenerateRecipe("-", model=PRO_MODEL)).recipes
        both = await price(costs, [*cheap, *dear], 2, at_once=True)
        assert both is not None
        assert sorted(prices.asked) == [2, 4]
        assert (both.credits, both.most, both.exact, both.reason) == (24, 24, True, "list")
        many = await price(costs, cheap, 900, at_once=True)
        assert many is not None
        assert (many.credits, prices.asked[2:]) == (1800 * 3, [1000, 800])
        assert await price(costs, []) is None
