from __future__ import annotations

import warnings

import numpy as np
import pytest
from gymnasium import spaces
from kit.fake_server import SPEC

from quant_trading_gym.errors import ActionError
from quant_trading_gym.spec.spaces import ActionKind, ActionSpec
from quant_trading_gym.transport._proto import scenario_pb2
from quant_trading_gym.transport.specs import read_environment_spec


def action_spec(kind: ActionKind, counts: tuple[int, ...] = (), size: int = 1) -> ActionSpec:
    return ActionSpec(kind=kind, counts=counts, size=size, labels=(), scheme="", canonical_json="")


DISCRETE = action_spec(ActionKind.DISCRETE, (3,))
MULTI = action_spec(ActionKind.MULTI_DISCRETE, (3, 5), 2)
BOX = action_spec(ActionKind.BOX, size=2)


def test_the_specification_is_read_whole():
    spec = read_environment_spec(SPEC)
    assert spec.observation.names == ("episode", "step", "last_action")
    assert spec.observation.fields[0].scale == 100.0
    assert spec.observation.hash == SPEC.observation.hash
    assert spec.action.labels == ("sell", "hold", "buy")
    assert (spec.decision_interval_nanos, spec.steps_per_episode) == (1_000_000_000, 5)
    assert spec.instruments == ("FAKE",)
    assert spec == read_environment_spec(SPEC)
    assert (spec.scenario_json, spec.build, spec.policies) == ("{}", "0.1.0 (fake)", ())
    assert hash(spec) == hash(read_environment_spec(SPEC))


def test_observations_are_float32_with_the_bounds_of_each_field():
    fields = [
        scenario_pb2.ObservationSpec.Field(name="a", low=-1.0, high=2.0),
        scenario_pb2.ObservationSpec.Field(name="b", low=0.0, high=5.0),
    ]
    message = scenario_pb2.EnvironmentSpec(
        observation=scenario_pb2.ObservationSpec(fields=fields), action=scenario_pb2.ActionSpec(kind=3, size=1)
    )
    space = read_environment_spec(message).observation_space()
    assert space == spaces.Box(np.array([-1, 0], np.float32), np.array([2, 5], np.float32), dtype=np.float32)


def test_action_spaces():
    assert DISCRETE.space() == spaces.Discrete(3)
    assert MULTI.space() == spaces.MultiDiscrete([3, 5])
    assert BOX.space() == spaces.Box(-1.0, 1.0, (2,), np.float32)


@pytest.mark.parametrize("spec", [DISCRETE, MULTI, BOX])
def test_samples_are_packed_little_endian_and_row_major(spec):
    space = spec.space()
    space.seed(1)
    samples = [space.sample() for _ in range(4)]
    dtype = "<f4" if spec is BOX else "<i4"
    assert spec.encode(samples[0]) == np.asarray(samples[0]).astype(dtype).tobytes()
    assert spec.encode(np.array(samples), 4) == np.array(samples).astype(dtype).tobytes()


@pytest.mark.parametrize(
    ("spec", "action", "field"),
    [
        (DISCRETE, 3, "action"),
        (DISCRETE, -1, "action"),
        (DISCRETE, 1.0, "action"),
        (DISCRETE, np.nan, "action"),
        (DISCRETE, True, "action"),
        (DISCRETE, None, "action"),
        (DISCRETE, "buy", "action"),
        (DISCRETE, [1], "action"),
        (DISCRETE, 2**70, "action"),
        (MULTI, [1, 5], "action[1]"),
        (MULTI, [1, 2, 3], "action"),
        (MULTI, [[1], [2, 3]], "action"),
        (BOX, [0.0, np.nan], "action[1]"),
        (BOX, [np.inf, 0.0], "action[0]"),
        (BOX, [0.0, 1.5], "action[1]"),
        (BOX, [0.0, 1e300], "action[1]"),
        (BOX, [0, 1], "action"),
        (BOX, [0.0], "action"),
    ],
)
def test_wrong_actions_are_named(spec, action, field):
    with warnings.catch_warnings(), pytest.raises(ActionError) as caught:
        warnings.simplefilter("error")
        spec.encode(action)
    assert caught.value.field == field
    assert caught.value.value
    assert caught.value.allowed


def test_the_environment_with_the_wrong_action_is_named():
    with pytest.raises(ActionError) as caught:
        DISCRETE.encode(np.array([0, 1, 9]), 3)
    assert (caught.value.field, caught.value.value, caught.value.allowed) == ("action[2]", "9", "an integer in 0..2")
    with pytest.raises(ActionError):
        DISCRETE.encode(np.array([0, 1]), 3)
    with pytest.raises(ActionError, match=r"action\[1\]\[0\]: got nan"):
        BOX.encode(np.array([[0.0, 0.0], [np.nan, 0.0]], dtype=np.float32), 2)


def test_float64_actions_are_taken_where_they_fit():
    assert BOX.encode([0.5, -1.0]) == np.array([0.5, -1.0], dtype="<f4").tobytes()
