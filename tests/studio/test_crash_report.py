"""What a report says, and what it never says."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio import __version__
from rundot_studio.domain.errors import StudioError
from rundot_studio.studio.crash_report import (
    LARGEST,
    LOG_LINES,
    LONGEST_SUMMARY,
    Circumstances,
    Failure,
    cleaned,
    failure_of,
    report_text,
    summary_of,
)

KEY = "rk_planted_0123456789"
JWT = "eyJhbGciOiJub25l.eyJzdWIiOiJtZSJ9.c2lnbmF0dXJl"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def raised(error: Exception) -> Exception:
    secret_words = "a brave knight with a lantern"  # noqa: F841 - a value that no traceback may show
    try:
        raise error
    except type(error) as caught:
        return caught


class Unspeakable(Exception):
    def __str__(self) -> str:
        raise RuntimeError("not even its text")


def test_it_names_program_system_error_and_place() -> None:
    facts = Circumstances("Qt 6", "RUN").lines()
    report = report_text(failure_of(raised(ValueError("too many legs"))), NOON, facts, "a line of the log\n")
    for part in (__version__, "Python:", "Qt 6", "System:", "RUN", "2026-03-02", "ValueError: too many legs"):
        assert part in report
    assert "test_crash_report.py" in report
    assert "a line of the log" in report
    assert summary_of(report) == "ValueError: too many legs"


def test_no_secret_value_or_home_is_in_it(home: Path) -> None:
    error = raised(ValueError(f"{KEY} and {JWT} in {Path.home()}/pictures"))
    log_text = f"{KEY}\nhttp://anna:pa55word@proxy/\nAuthorization: Bearer opaque123456\n"
    report = report_text(failure_of(error), NOON, "", log_text)
    for secret in (KEY, JWT, "pa55word", "opaque123456", str(home), "a brave knight"):
        assert secret not in report
    assert "~/pictures" in report
    assert KEY not in failure_of(error).summary


def test_private_words_are_left_out_however_they_are_written() -> None:
    prompt = "it's a knight's\nlantern"
    error = raised(KeyError(prompt))
    report = report_text(failure_of(error), NOON, "", f"refused: {prompt}\n", [prompt, "", "of"])
    assert "lantern" not in report
    assert "What happened\nKeyError: " in report


def test_a_prompt_in_the_name_of_a_picture_is_left_out() -> None:
    path = "/library/pictures/2026/03/22-brave-knight-cutout-a1b2c3.png"
    assert cleaned(f"{path} is damaged") == "/library/pictures/2026/03/22-…-a1b2c3.png is damaged"


@pytest.mark.usefixtures("home")
def test_only_the_home_itself_becomes_a_tilde() -> None:
    own = str(Path.home())
    assert cleaned(f"{own}/a {own}. {own}2/b {own}-old/c") == f"~/a ~. {own}2/b {own}-old/c"


def test_an_error_without_words_is_told_all_the_same() -> None:
    assert "Unspeakable" in failure_of(raised(Unspeakable())).summary


def test_what_is_told_in_a_sentence_already_stays_one() -> None:
    failure = failure_of(raised(StudioError("The disk is full.", "Free some space.")))
    assert failure.summary == "The disk is full."
    assert "StudioError" in failure.trace


def test_long_things_are_cut_and_the_newest_lines_stay() -> None:
    lines = "".join(f"line {number}\n" for number in range(1000))
    report = report_text(Failure("x", "y" * 10 * LARGEST), NOON, "", lines)
    assert "line 999" in report
    assert f"line {1000 - LOG_LINES}\n" in report
    assert f"line {999 - LOG_LINES}\n" not in report
    failure = failure_of(raised(ValueError("z" * 10 * LARGEST)))
    assert len(failure.trace) < 2 * LARGEST
    assert len(failure.summary) == LONGEST_SUMMARY


def test_an_error_too_deep_is_told_shortly() -> None:
    def deeper() -> None:
        deeper()

    with pytest.raises(RecursionError) as caught:
        deeper()
    failure = failure_of(caught.value)
    assert failure.trace.count("deeper()") < 20
    assert "RecursionError" in failure.summary


@given(st.text(min_size=6).filter(lambda text: len(text.strip()) >= 6), st.text())
def test_a_private_text_between_spaces_never_stays(private: str, around: str) -> None:
    words = private.strip()
    if words not in around:
        assert f" {words} " not in cleaned(f"( {words} )", [private])
