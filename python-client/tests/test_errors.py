from __future__ import annotations

import pickle
import re

import gymnasium
import pytest
from kit.places import ROOT

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


KINDS = {
    "SCENARIO": errors.ScenarioError,
    "ACTION": errors.ActionError,
    "POLICY": errors.PolicyError,
    "POLICY_MISMATCH": errors.PolicyMismatchError,
    "RESET_NEEDED": errors.ResetNeeded,
    "ARGUMENT": errors.ArgumentError,
    "FILE": errors.ArgumentError,
    "VERSION": errors.VersionMismatchError,
    "TOKEN": errors.AuthenticationError,
    "PORT": errors.ServerError,
    "BUDGET": errors.BudgetError,
    "CANCELLED": errors.ServerError,
    "INTERNAL": errors.ServerError,
}


def test_every_reason_of_the_server_has_its_class():
    source = ROOT / "grpc-api/src/main/java/io/quanttradinggym/grpc/error/Reason.java"
    assert set(re.findall(r"^  ([A-Z_]+)[,;]?$", source.read_text(encoding="utf-8"), re.MULTILINE)) == KINDS.keys()
    for reason, kind in {**KINDS, "NEWS": errors.ServerError}.items():
        error = errors.from_reason(reason, "m", field="f", value="v", allowed="a")
        assert (type(error), error.field, error.value, error.allowed) == (kind, "f", "v", "a")


def test_a_long_value_is_shortened_in_the_message():
    assert len(str(errors.invalid(errors.ActionError, "action", "x" * 10_000, "less"))) < 300
