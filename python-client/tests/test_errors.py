from __future__ import annotations

import pickle

import gymnasium
import pytest

from quant_trading_gym import errors

CLASSES = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, errors.Error)]


@pytest.mark.parametrize("kind", CLASSES)
def test_errors_travel_between_processes_whole(kind):
    error = kind("what happened", field="episode.duration", value=-1, allowed="a positive duration")
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is kind
    assert (str(copy), copy.field, copy.value, copy.allowed) == (
        "what happened",
        "episode.duration",
        "-1",
        "a positive duration",
    )


@pytest.mark.parametrize("kind", [errors.ScenarioError, errors.ActionError, errors.PolicyMismatchError])
def test_bad_input_is_a_value_error_too(kind):
    assert issubclass(kind, ValueError)


def test_reset_needed_is_gymnasiums():
    assert issubclass(errors.ResetNeeded, gymnasium.error.ResetNeeded)


def test_every_reason_of_the_server_has_its_class():
    for reason, kind in {"SCENARIO": errors.ScenarioError, "POLICY_MISMATCH": errors.PolicyMismatchError}.items():
        assert type(errors.from_reason(reason, "m", field="f", value="v", allowed="a")) is kind
    assert type(errors.from_reason("NEWS", "m")) is errors.ServerError


def test_a_long_value_is_shortened_in_the_message():
    assert len(str(errors.invalid(errors.ActionError, "action", "x" * 10_000, "less"))) < 300
