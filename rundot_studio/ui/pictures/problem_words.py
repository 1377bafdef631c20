"""What went wrong, in the window's language: a service's own English words only where nothing better is known."""

from PySide6.QtCore import QCoreApplication

from rundot_studio.domain.errors import Problem
from rundot_studio.ui.controls.language import ENGLISH, sentence, spoken

translate = QCoreApplication.translate


def problem_message(problem: Problem) -> str:
    """What happened. Services answer in English; what their codes mean is said here in any other language."""
    told = sentence(problem.message)
    if told != problem.message or spoken() == ENGLISH:
        return told
    return _meanings().get(problem.code, told)


def _meanings() -> dict[str, str]:
    signed_out = translate("Problems", "You are signed out")
    return {
        "IMAGE_GEN_SAFETY_FILTER": translate("Problems", "Blocked by the safety filter"),
        "AI_POLICY_DENIED": translate("Problems", "Not allowed by the game's policy"),
        "CREDITS_EXHAUSTED": translate("Problems", "No credits are left"),
        "IMAGE_GEN_EMPTY_RESPONSE": translate("Problems", "The provider sent no picture"),
        "IMAGE_GEN_RATE_LIMIT": translate("Problems", "The provider is busy"),
        "IMAGE_GEN_UNKNOWN_ERROR": translate("Problems", "The provider failed"),
        "RATE_LIMITED": translate("Problems", "Too many orders in a short time"),
        "INPUT_TOO_LARGE": translate("Problems", "The picture is too large"),
        "NO_CLEAR_SUBJECT": translate("Problems", "No clear subject was found"),
        "UNAUTHENTICATED": signed_out,
        "HTTP_401": signed_out,
        "HTTP_403": translate("Problems", "This account may not do that"),
        "HTTP_404": translate("Problems", "Not found there"),
        "HTTP_429": translate("Problems", "Too many orders in a short time"),
    }
