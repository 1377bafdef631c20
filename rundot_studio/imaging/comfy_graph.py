"""ComfyUI's graphs: which sampler made the picture, and what led to it.

``prompt`` maps ids of nodes to ``{"class_type", "inputs"}``, an input being a value or ``[id of a node, output]``.
``workflow`` is what the editor drew: a list of nodes whose values stand without names. Its known nodes are turned into
the first form. Nodes are told by the names of their inputs more than by their types, since anyone can write nodes.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from .foreign_recipe import ForeignRecipe, as_extra, as_seed, as_side, as_text, plain_name

Graph = Mapping[str, Mapping[str, Any]]
_MOST_NODES = 10_000
_SEED_INPUTS = ("seed", "noise_seed")
_TEXT_INPUTS = ("text", "text_g", "text_l", "t5xxl", "clip_l", "prompt", "positive", "string", "value")
_MODEL_INPUTS = ("ckpt_name", "unet_name", "model_name")
_SETTINGS = ("steps", "cfg", "guidance", "sampler_name", "scheduler", "denoise")

_WIDGETS: dict[str, tuple[str, ...]] = {
    "KSampler": ("seed", "", "steps", "cfg", "sampler_name", "scheduler", "denoise"),
    "KSamplerAdvanced": ("", "noise_seed", "", "steps", "cfg", "sampler_name", "scheduler"),
    "SamplerCustom": ("", "noise_seed", "", "cfg"),
    "RandomNoise": ("noise_seed",),
    "CLIPTextEncode": ("text",),
    "CLIPTextEncodeFlux": ("clip_l", "t5xxl", "guidance"),
    "CheckpointLoaderSimple": ("ckpt_name",),
    "UNETLoader": ("unet_name",),
    "EmptyLatentImage": ("width", "height"),
    "EmptySD3LatentImage": ("width", "height"),
    "PrimitiveNode": ("value",),
}
"""Values of the editor's nodes in their order; an empty name is a switch of no interest."""


def read_comfy(prompt: dict[str, Any] | None, workflow: dict[str, Any] | None) -> ForeignRecipe | None:
    """The recipe of either graph, the first that has a sampler. Never raises, whatever the graphs hold."""
    for graph in (_graph_of_prompt(prompt or {}), _graph_of_workflow(workflow or {})):
        sampler = _first_sampler(graph)
        if sampler is not None:
            return _recipe(graph, sampler)
    return None


def _recipe(graph: Graph, sampler: str) -> ForeignRecipe:
    inputs = graph[sampler]["inputs"]
    guider = _linked(graph, inputs.get("guider"))
    conditions = graph[guider]["inputs"] if guider else inputs
    settings = dict(inputs) | ({} if conditions is inputs else dict(conditions))
    for upstream in _upstream(graph, sampler, ("sampler", "sigmas")):
        settings = dict(graph[upstream]["inputs"]) | settings
    width, height = _size(graph, inputs.get("latent_image"))
    return ForeignRecipe(
        "ComfyUI",
        _text(graph, conditions.get("positive", conditions.get("conditioning"))),
        _text(graph, conditions.get("negative")),
        _seed(graph, inputs),
        width,
        height,
        _model(graph, conditions.get("model", inputs.get("model"))),
        as_extra({name: settings[name] for name in _SETTINGS if name in settings}),
    )


def _first_sampler(graph: Graph) -> str | None:
    """The sampler that others refine: none lies behind its latent picture. Of several, the first in the graph."""
    samplers = [node for node, content in graph.items() if _is_sampler(content["inputs"])]
    for node in samplers:
        if not any(_is_sampler(graph[behind]["inputs"]) for behind in _upstream(graph, node, ("latent_image",))):
            return node
    return samplers[0] if samplers else None


def _is_sampler(inputs: Mapping[str, Any]) -> bool:
    return "latent_image" in inputs and ("positive" in inputs or "guider" in inputs)


def _upstream(graph: Graph, start: str, through: tuple[str, ...] | None = None) -> Iterator[str]:
    """Nodes behind one, the nearest first, each once; from the start only ``through`` some of its inputs."""
    seen = {start}
    waiting = [
        node
        for name, value in graph[start]["inputs"].items()
        if (through is None or name in through) and (node := _linked(graph, value))
    ]
    while waiting:
        node = waiting.pop(0)
        if node in seen:
            continue
        seen.add(node)
        yield node
        waiting.extend(behind for value in graph[node]["inputs"].values() if (behind := _linked(graph, value)))


def _text(graph: Graph, link: object) -> str:
    """The text of the nearest node behind a link that has one; of those with several texts, all that differ."""
    start = _linked(graph, link)
    if start is None:
        return ""
    for node in (start, *_upstream(graph, start)):
        inputs = graph[node]["inputs"]
        if "ckpt_name" in inputs:
            continue
        texts = [_resolved(graph, inputs[name]) for name in _TEXT_INPUTS if name in inputs]
        found = list(dict.fromkeys(text for text in texts if text))
        if found:
            return "\n".join(found)
    return ""


def _resolved(graph: Graph, value: object) -> str:
    """A text, or that of the node it is linked to."""
    node = _linked(graph, value)
    if node is None:
        return "" if isinstance(value, list) else as_text(value)
    inputs = graph[node]["inputs"]
    return next((text for name in _TEXT_INPUTS if (text := as_text(inputs.get(name)))), "")


def _seed(graph: Graph, inputs: Mapping[str, Any]) -> int | None:
    noise = _linked(graph, inputs.get("noise"))
    for place in (inputs, graph[noise]["inputs"] if noise else {}):
        for name in _SEED_INPUTS:
            if name not in place:
                continue
            node = _linked(graph, place[name])
            if node is None:
                return as_seed(place[name])
            behind = graph[node]["inputs"]
            return next((seed for key in (*_SEED_INPUTS, "value", "int") if (seed := as_seed(behind.get(key)))), None)
    return None


def _size(graph: Graph, link: object) -> tuple[int | None, int | None]:
    start = _linked(graph, link)
    for node in (start, *_upstream(graph, start)) if start else ():
        inputs = graph[node]["inputs"]
        width, height = as_side(inputs.get("width")), as_side(inputs.get("height"))
        if width and height:
            return width, height
    return None, None


def _model(graph: Graph, link: object) -> str:
    start = _linked(graph, link)
    for node in (start, *_upstream(graph, start)) if start else ():
        for name in _MODEL_INPUTS:
            if found := plain_name(graph[node]["inputs"].get(name)):
                return found
    return ""


def _linked(graph: Graph, value: object) -> str | None:
    """The node that an input is linked to."""
    if not isinstance(value, list) or len(value) != 2 or isinstance(value[0], list | dict):
        return None
    return str(value[0]) if str(value[0]) in graph else None


def _graph_of_prompt(prompt: Mapping[str, Any]) -> Graph:
    nodes = list(prompt.items())[:_MOST_NODES]
    return {
        node: content
        for node, content in nodes
        if isinstance(content, dict) and isinstance(content.get("inputs"), dict)
    }


def _graph_of_workflow(workflow: Mapping[str, Any]) -> Graph:
    nodes = workflow.get("nodes")
    origins = _origins(workflow.get("links"))
    graph: dict[str, dict[str, Any]] = {}
    for node in nodes[:_MOST_NODES] if isinstance(nodes, list) else ():
        if isinstance(node, dict) and isinstance(node.get("id"), int | str):
            graph[str(node["id"])] = {"inputs": _inputs_of(node, origins)}
    return graph


def _origins(links: object) -> dict[object, list[Any]]:
    """Where each link comes from: ``[link, from node, from output, to node, to input, type]``."""
    return {
        link[0]: [link[1], link[2]]
        for link in (links if isinstance(links, list) else ())
        if isinstance(link, list) and len(link) >= 3 and isinstance(link[0], int | str)
    }


def _inputs_of(node: dict[str, Any], origins: Mapping[object, list[Any]]) -> dict[str, Any]:
    values = node.get("widgets_values")
    names = _WIDGETS.get(str(node.get("type")), ())
    inputs: dict[str, Any] = {}
    if isinstance(values, list):
        inputs.update((name, value) for name, value in zip(names, values, strict=False) if name)
    elif isinstance(values, dict):
        inputs.update(values)
    slots = node.get("inputs")
    for slot in slots if isinstance(slots, list) else ():
        if isinstance(slot, dict) and isinstance(slot.get("link"), int | str) and slot["link"] in origins:
            inputs[str(slot.get("name"))] = origins[slot["link"]]
    return inputs
