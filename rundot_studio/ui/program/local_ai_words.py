"""How local AI is told of: what weights answer, how large they are, and under which licence."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from rundot_studio.ui.controls.numbers import amount, rounded

if TYPE_CHECKING:
    from rundot_studio.engine.local_ai.folders import ModelFolder
    from rundot_studio.studio.local_models import KnownWeights

translate = QCoreApplication.translate
CUTOUTS = {
    "bria": "BRIA",
    "birefnet-light": "BiRefNet light",
    "birefnet-heavy": "BiRefNet heavy",
    "birefnet-portrait": "BiRefNet portrait",
}


def size_words(count: int) -> str:
    """Decimal, as on the pages that offer weights."""
    return f"{rounded(count / 1e9, 2)} GB" if count >= 1e9 else f"{rounded(count / 1e6, 1)} MB"


def role_words(roles: Sequence[str]) -> str:
    """``cut-out with BRIA``, ``upscaling with standard-v2, cgi``."""
    cutouts = [CUTOUTS[role] for role in roles if role in CUTOUTS]
    upscalers = [role for role in roles if role not in CUTOUTS and role != "depth"]
    parts = []
    if cutouts:
        parts.append(translate("LocalAi", "cut-out with {0}").format(", ".join(cutouts)))
    if upscalers:
        parts.append(translate("LocalAi", "upscaling with {0}").format(", ".join(upscalers)))
    if "depth" in roles:
        parts.append(translate("LocalAi", "depth"))
    return ", ".join(parts)


def weights_facts(known: "KnownWeights") -> str:
    """What they answer, how large they are, their licence and their state, in two lines."""
    weights = known.weights
    answers = translate("LocalAi", "For {0}").format(role_words(weights.roles))
    if known.installed and known.on_for:
        answers = translate("LocalAi", "On for {0}").format(role_words(known.on_for))
    elif known.installed:
        answers = translate("LocalAi", "Off; would answer {0}").format(role_words(weights.roles))
    facts = [size_words(weights.size), weights.licence]
    if known.part_bytes:
        facts.append(translate("LocalAi", "{0} of it are here").format(size_words(known.part_bytes)))
    elif not known.installed:
        facts.append(translate("LocalAi", "not fetched"))
    return f"{answers}\n{' · '.join(facts)}"


def folder_facts(folder: "ModelFolder", on_for: Sequence[str]) -> str:
    if folder.use == "pictures":
        use = translate("LocalAi", "Pictures from words: choose it as a model")
        settings = translate("LocalAi", "{0} steps, guidance {1}").format(folder.steps, amount(folder.guidance))
    else:
        use = translate("LocalAi", "On for depth") if on_for else translate("LocalAi", "Off; would answer depth")
        settings = folder.pipeline
    if folder.licence_file:
        licence = translate("LocalAi", "its licence is in {0}").format(folder.licence_file)
    else:
        licence = translate("LocalAi", "no licence file lies in it")
    return f"{use}\n{' · '.join((size_words(folder.size), settings, licence))}\n{folder.path}"


def weights_mark(known: "KnownWeights") -> str:
    """A word where the licence forbids work that earns money; empty where it does not."""
    return translate("LocalAi", "Non-commercial") if known.weights.commercial is False else ""
