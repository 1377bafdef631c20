"""Models as the card shows them: from the catalogue before a service is there, then as the service offers them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from rundot_studio.domain.catalog import MODELS, Model

translate = QCoreApplication.translate


class Choice(Protocol):
    """What the studio's capability tells of a model."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def best_for(self) -> str: ...
    @property
    def sizes(self) -> tuple[str, ...]: ...
    @property
    def answered_as(self) -> str | None: ...
    @property
    def callable(self) -> bool | None: ...
    @property
    def reason(self) -> str: ...
    @property
    def known(self) -> bool: ...


@dataclass(frozen=True)
class ModelOffer:
    """``more`` is the line below the label: what the model is best for, or why it can't be called."""

    name: str
    label: str
    more: str
    sizes: tuple[str, ...] = ("1K",)
    answered_as: str | None = None
    callable: bool = True
    known: bool = True


def offer_of_model(model: Model) -> ModelOffer:
    return ModelOffer(model.name, model.label, translate("Catalog", model.best_for), model.sizes, model.answered_as)


def offer_of_choice(choice: Choice) -> ModelOffer:
    """While the service has not been asked, a model counts as callable: an order must not wait for the list."""
    more = translate("Catalog", choice.best_for) if choice.best_for else ""
    if choice.callable is False:
        more = choice.reason
    elif not choice.known:
        more = translate("ModelOffer", "Offered by this service")
    can_call = choice.callable is not False
    return ModelOffer(choice.name, choice.label, more, choice.sizes, choice.answered_as, can_call, choice.known)


def catalogue_offers(models: Sequence[Model] = MODELS) -> list[ModelOffer]:
    return [offer_of_model(model) for model in models]
