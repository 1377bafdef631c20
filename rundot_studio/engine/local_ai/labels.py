"""The engine's name where local AI had a part: which weights, by title and hash, and what ran them."""

from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from rundot_studio.engine.baseline import PROCEDURAL, engine_label

LOCAL_AI = "local AI"


def made_by(plan: Mapping[str, Any], *runtimes: str) -> str:
    """The label of a picture that the weights of ``plan`` made.

    Example: ``"Rundot Studio embedded engine 0.1.0 (local AI BiRefNet general 58f621f00f5d, onnxruntime 1.31.1; …)"``.
    It goes into a header: signs beyond ASCII become question marks.
    """
    return engine_label().replace(PROCEDURAL, f"{LOCAL_AI} {weights_named(plan, *runtimes)}", 1)


def cut_out_by(label: str, plan: Mapping[str, Any], *runtimes: str) -> str:
    """``label`` of a picture that was then cut out by other weights."""
    return f"{label.removesuffix(')')}; cut out by {LOCAL_AI} {weights_named(plan, *runtimes)})"


def weights_named(plan: Mapping[str, Any], *runtimes: str) -> str:
    title = "".join(sign if sign.isprintable() else " " for sign in str(plan["title"]))
    ran = "".join(f", {name} {_version(name)}" for name in runtimes)
    named = f"{title} {str(plan['sha256'])[:12]}{ran}"
    return named.replace(PROCEDURAL, "…").replace(";", ",").encode("ascii", "replace").decode()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "?"
