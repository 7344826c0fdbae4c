"""The table of settings, and what it refuses."""

from pathlib import Path

import pytest

from api.process.settings import BadSetting, Settings


def test_what_the_environment_does_not_say_has_a_default() -> None:
    settings = Settings.from_environment({"AVERMENT_PORT": "9000", "AVERMENT_VAR": "elsewhere"})
    assert (settings.port, settings.var, settings.deadline) == (9000, Path("elsewhere"), 10.0)


def test_zero_keeps_no_answers_and_takes_a_free_port() -> None:
    settings = Settings.from_environment({"AVERMENT_KEPT_ANSWERS": "0", "AVERMENT_PORT": "0"})
    assert (settings.kept_answers, settings.port) == (0, 0)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AVERMENT_PORT", "eight"),
        ("AVERMENT_PORT", "-1"),
        ("AVERMENT_PORT", "65536"),
        ("AVERMENT_PROCESSES", "0"),
        ("AVERMENT_DEADLINE", "-3"),
        ("AVERMENT_DEADLINE", "nan"),
        ("AVERMENT_ENGINE", "localhost:7878"),
        ("AVERMENT_ORIGIN", "graph.example"),
        ("AVERMENT_ORIGIN", "https://graph.example/path"),
    ],
)
def test_a_bad_value_stops_the_start_and_is_named(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=rf"{name}.*{value}"):
        Settings.from_environment({name: value})
