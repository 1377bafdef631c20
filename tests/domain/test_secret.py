"""A secret shows itself nowhere by accident, and texts of known shape are taken out of messages."""

import copy
import pickle
import traceback

import pytest

from rundot_studio.domain.errors import ServiceRefused
from rundot_studio.domain.secret import Secret, redacted, sendable, without_keys

TEXT = "rk_planted_0123456789"
JWT = "eyJhbGciOiJub25l.eyJzdWIiOiJtZSJ9.c2lnbmF0dXJl"


def test_a_secret_is_in_no_text_made_of_it() -> None:
    secret = Secret(TEXT)
    for shown in (repr(secret), str(secret), f"{secret}", f"{secret!r:>40}", "%s" % secret, repr([secret])):  # noqa: UP031
        assert TEXT not in shown
    assert secret.reveal() == TEXT


@pytest.mark.parametrize("write", [pickle.dumps, copy.copy, copy.deepcopy])
def test_a_secret_is_not_written_or_copied(write: object) -> None:
    with pytest.raises(TypeError):
        write(Secret(TEXT))  # type: ignore[operator]


def test_secrets_compare_by_their_text() -> None:
    assert Secret(TEXT) == Secret(TEXT) != Secret("other")
    assert len({Secret(TEXT), Secret(TEXT)}) == 1


def test_known_shapes_are_taken_out_of_errors_and_their_tracebacks() -> None:
    error = ServiceRefused(400, f"bad key {TEXT} or {JWT}.", f"use another than pk_{TEXT}", code=TEXT)
    told = "".join(traceback.format_exception(error)) + repr(error.problem) + repr(error)
    assert TEXT not in told
    assert JWT not in told
    assert "bad key … or …" in told


def test_ordinary_words_stay() -> None:
    words = "a work_order for eyJ and rk_ at https://x/park_bench.png"
    assert redacted(words) == words


def test_keys_are_taken_out_of_answers_and_tokens_of_addresses_are_not() -> None:
    assert without_keys(f"https://x/1.png?token={JWT}&key={TEXT}") == f"https://x/1.png?token={JWT}&key=…"


def test_a_short_secret_is_not_looked_for_in_words() -> None:
    assert Secret("a").hidden_in("a cat") == "a cat"
    assert Secret("abcdef").hidden_in("xabcdefx") == "x…x"


@pytest.mark.parametrize(
    ("text", "can"), [("abc.DEF-1", True), ("", False), ("a b", False), ("a\n", False), ("é", False)]
)
def test_only_what_can_stand_in_a_header_is_sendable(text: str, can: bool) -> None:
    assert sendable(text) is can


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Authorization: Bearer s3cr3t-opaque", "Authorization: Bearer …"),
        ("a bearer certificate is needed", "a bearer certificate is needed"),
        ("proxy http://anna:pa55@proxy:3128/ refused", "proxy http://…@proxy:3128/ refused"),
        ("https://x/1.png?size=2&X-Signature=abc123&page=1", "https://x/1.png?size=2&X-Signature=…&page=1"),
        ("https://x/?access_token=abc'", "https://x/?access_token=…'"),
    ],
)
def test_what_signs_in_is_taken_out_whatever_its_shape(text: str, shown: str) -> None:
    assert redacted(text) == shown
