"""Prompts that stand for several pictures; styles list, styles show, wildcards list."""

import argparse
import asyncio
import secrets

from rundot_studio.domain.alternatives import escaped
from rundot_studio.domain.catalog import SEED
from rundot_studio.domain.errors import SpendingRefused
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.domain.styles import Style
from rundot_studio.studio.orders import Expand, Order, order
from rundot_studio.studio.studio import Studio
from rundot_studio.studio.wildcards import WildcardList

from .parsing import Usage
from .report import print_json


async def order_of(studio: Studio, options: argparse.Namespace, base: GenerateRecipe) -> Order:
    """What is to be made. Raises Usage for a prompt that can't be expanded, SpendingRefused for very many pictures
    without --yes, RuleBroken for a style that there is not."""
    ordered = order(
        escaped(options.prompt) if options.expand == "none" else options.prompt,
        base,
        styles=await chosen_styles(studio, options),
        wildcards=await asyncio.to_thread(studio.wildcards.table),
        count=options.count,
        expand=Expand.RANDOM if options.expand == "random" else Expand.ALL,
        draw=options.seed if options.seed is not None else drawn_seed(),
        level=studio.capability.level,
    )
    if ordered.problem:
        raise Usage(ordered.problem)
    if ordered.question and not options.yes:
        raise SpendingRefused(
            f"This makes {ordered.total:,} pictures. Nothing was sent.", "Add --yes to send them all, or ask for less."
        )
    return ordered


async def chosen_styles(studio: Studio, options: argparse.Namespace) -> list[Style]:
    return [await asyncio.to_thread(studio.styles.get, name) for name in options.style]


def drawn_seed() -> int:
    return secrets.randbelow(SEED.high + 1)


async def styles(studio: Studio, options: argparse.Namespace) -> int:
    if options.action == "show":
        return await _show_style(studio, options)
    found = await asyncio.to_thread(studio.styles.styles)
    unreadable = await asyncio.to_thread(studio.styles.unreadable)
    if options.json:
        print_json({"styles": [_style_json(style) for style in found]})
        return 0
    for style in found:
        print(f"{style.id:<24} {style.name}{'' if style.built_in else '  (own)'}")
        if style.problem:
            print(f"{'':<24} {style.problem}")
    for each in unreadable:
        print(f"{each.path.name:<24} {each.problem}")
    return 0


async def _show_style(studio: Studio, options: argparse.Namespace) -> int:
    style = await asyncio.to_thread(studio.styles.get, options.style)
    if options.json:
        print_json(_style_json(style))
        return 0
    print(f"{style.name} ({style.id}{'' if style.built_in else ', own'})")
    for name, text in (("", style.description), ("prompt: ", style.template), ("avoid:  ", style.avoid)):
        if text:
            print(f"  {name}{text}")
    if style.problem:
        print(f"  {style.problem}")
    return 0


async def wildcards(studio: Studio, options: argparse.Namespace) -> int:
    found = await asyncio.to_thread(studio.wildcards.lists)
    if options.json:
        print_json({"wildcards": [_list_json(each) for each in found]})
        return 0
    for each in found:
        told = each.problem or f"{each.options:>5} {'options' if each.options != 1 else 'option'}"
        print(f"{f'__{each.name}__':<24} {told}{'' if each.built_in else '  (own)'}")
    return 0


def _style_json(style: Style) -> dict[str, object]:
    return {
        "id": style.id,
        "name": style.name,
        "template": style.template,
        "avoid": style.avoid,
        "colour": style.colour,
        "description": style.description,
        "builtIn": style.built_in,
        "problem": style.problem or None,
    }


def _list_json(each: WildcardList) -> dict[str, object]:
    return {
        "name": each.name,
        "options": each.options,
        "builtIn": each.built_in,
        "problem": each.problem or None,
    }
