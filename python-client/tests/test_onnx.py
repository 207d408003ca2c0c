"""Exported policies do what stable-baselines3 does, and say what they are."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import gymnasium as gym
import numpy as np
import pytest

pytest.importorskip("stable_baselines3")
import stable_baselines3
import torch
from kit.fakes import FakeEnv, make_spec, make_venv
from sb3_contrib.common.maskable.policies import MaskableActorCriticPolicy
from stable_baselines3 import A2C, DQN, PPO
from stable_baselines3.common.vec_env import VecMonitor, VecNormalize

import quant_trading_gym.onnx.export as qtg_onnx
from quant_trading_gym.envs import sb3
from quant_trading_gym.errors import ArgumentError, PolicyError, PolicyMismatchError
from quant_trading_gym.onnx import agreement
from quant_trading_gym.onnx.model_files import load_model
from quant_trading_gym.onnx.policy_modules import PolicyModule, build_module, name_of_algorithm

pytestmark = pytest.mark.training

DISCRETE = gym.spaces.Discrete(4)
BOX = gym.spaces.Box(-1.0, 1.0, (2,), np.float32)
MULTI = gym.spaces.MultiDiscrete([3, 2])


def observations(count: int) -> np.ndarray:
    env = FakeEnv(DISCRETE)
    env.reset(seed=5)
    return np.stack([env.step(0)[0] for _ in range(count)])


def train(algorithm: Any, space: gym.Space[Any], *, normalize: bool, **options: Any) -> Any:
    venv = make_venv(space)
    if algorithm is PPO:
        options["batch_size"] = 16
    env = VecNormalize(venv, clip_obs=2.0) if normalize else venv
    model = algorithm(options.pop("policy", "MlpPolicy"), env, seed=3, **options)
    return model.learn(200)


def run(path: Path, feed: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    session = agreement.open_session(path)
    names = [output.name for output in session.get_outputs()]
    return dict(zip(names, session.run(names, feed), strict=True))


def normalised(model: Any, raw: np.ndarray) -> torch.Tensor:
    normalize = model.get_vec_normalize_env()
    return torch.as_tensor(raw if normalize is None else normalize.normalize_obs(raw))


@pytest.mark.parametrize("normalize", [False, True])
@pytest.mark.parametrize("algorithm", [PPO, A2C])
def test_discrete_actor_critic_agrees_with_sb3(algorithm: Any, normalize: bool, tmp_path: Path) -> None:
    model = train(algorithm, DISCRETE, normalize=normalize, n_steps=16)
    report = qtg_onnx.export_policy(model, tmp_path / "p.onnx", environment_spec=make_spec(DISCRETE))
    raw = observations(300)
    got = run(report.onnx, {"observation": raw})
    with torch.no_grad():
        inputs = normalised(model, raw)
        probabilities = model.policy.get_distribution(inputs).distribution.logits.numpy()
        value = model.policy.predict_values(inputs).numpy()[:, 0]
    assert agreement.relative_difference(torch.log_softmax(torch.tensor(got["logits"]), 1), probabilities).max() < 1e-5
    assert agreement.relative_difference(got["value"], value).max() < 1e-5
    assert (got["action"] == model.predict(inputs.numpy(), deterministic=True)[0]).all()
    assert report.max_relative_difference <= 1e-5
    assert len(set(got["action"])) > 1 or algorithm is A2C


def test_continuous_actions_are_clipped_means(tmp_path: Path) -> None:
    model = train(PPO, BOX, normalize=True, n_steps=16)
    with torch.no_grad():
        model.policy.action_net.bias.fill_(0.97)
    report = qtg_onnx.export_policy(model, tmp_path / "p.onnx", environment_spec=make_spec(BOX))
    raw = observations(300)
    got = run(report.onnx, {"observation": raw})
    with torch.no_grad():
        distribution = model.policy.get_distribution(normalised(model, raw)).distribution
    assert agreement.relative_difference(got["mean"], distribution.mean.numpy()).max() < 1e-5
    assert np.allclose(np.exp(got["log_std"]), distribution.stddev.numpy())
    assert np.abs(got["mean"]).max() > 1.0
    assert (got["action"] == np.clip(got["mean"], -1.0, 1.0)).all()


def test_multi_discrete_takes_the_best_of_each_component(tmp_path: Path) -> None:
    model = train(PPO, MULTI, normalize=False, n_steps=16)
    report = qtg_onnx.export_policy(model, tmp_path / "p.onnx", environment_spec=make_spec(MULTI))
    raw = observations(300)
    got = run(report.onnx, {"observation": raw})
    assert (got["action"] == model.predict(raw, deterministic=True)[0]).all()
    assert got["logits"].shape == (300, 5)


def test_q_values_agree_with_sb3(tmp_path: Path) -> None:
    model = train(DQN, DISCRETE, normalize=True, learning_starts=20)
    report = qtg_onnx.export_policy(model, tmp_path / "p.onnx", environment_spec=make_spec(DISCRETE))
    raw = observations(300)
    got = run(report.onnx, {"observation": raw})
    inputs = normalised(model, raw)
    with torch.no_grad():
        q_values = model.q_net(inputs).numpy()
    assert agreement.relative_difference(got["q_values"], q_values).max() < 1e-5
    assert (got["action"] == model.predict(inputs.numpy(), deterministic=True)[0]).all()


def test_equal_q_values_take_the_lowest_index(tmp_path: Path) -> None:
    model = train(DQN, DISCRETE, normalize=False)
    with torch.no_grad():
        for parameter in model.q_net.parameters():
            parameter.zero_()
    report = qtg_onnx.export_policy(model, tmp_path / "p.onnx", environment_spec=make_spec(DISCRETE))
    assert (run(report.onnx, {"observation": observations(9)})["action"] == 0).all()


def test_masked_actions_are_never_taken(tmp_path: Path) -> None:
    model = train(contrib("MaskablePPO"), DISCRETE, normalize=False, n_steps=16, batch_size=16)
    report = qtg_onnx.export_policy(model, tmp_path / "p.onnx", environment_spec=make_spec(DISCRETE))
    raw = observations(300)
    mask = np.random.default_rng(0).random((300, 4)) < 0.5
    mask[:, 3] |= ~mask.any(axis=1)
    got = run(report.onnx, {"observation": raw, "action_mask": mask})
    expected = model.predict(raw, deterministic=True, action_masks=mask)[0]
    assert (got["action"] == expected).all()
    assert mask[np.arange(300), got["action"]].all()


@pytest.mark.parametrize(
    "policy_kwargs",
    [
        {},
        {"lstm_hidden_size": 32},
        {"lstm_hidden_size": 32, "n_lstm_layers": 2},
        {"shared_lstm": True, "enable_critic_lstm": False},
        {"lstm_hidden_size": 16, "enable_critic_lstm": False},
        {"lstm_hidden_size": 32, "n_lstm_layers": 2, "lstm_kwargs": {"dropout": 0.5, "bias": False}},
        {"lstm_hidden_size": 48, "share_features_extractor": False, "net_arch": {"pi": [24], "vf": []}},
    ],
    ids=str,
)
def test_recurrent_policy_carries_its_state(policy_kwargs: dict[str, Any], tmp_path: Path) -> None:
    space = BOX if policy_kwargs.get("lstm_hidden_size") == 16 else DISCRETE
    model = contrib("RecurrentPPO")(
        "MlpLstmPolicy", make_venv(space), seed=3, n_steps=16, batch_size=16, policy_kwargs=policy_kwargs
    ).learn(32)
    model.policy.set_training_mode(False)
    report = qtg_onnx.export_policy(model, tmp_path / "p.onnx", environment_spec=make_spec(space))
    session = agreement.open_session(report.onnx)
    names = [output.name for output in session.get_outputs()]
    shape = (policy_kwargs.get("n_lstm_layers", 1), 1, policy_kwargs.get("lstm_hidden_size", 256))
    state, expected_state = {"h": np.zeros(shape, np.float32), "c": np.zeros(shape, np.float32)}, None
    for step, raw in enumerate(observations(60)):
        start = np.array([float(step % 20 == 0)], np.float32)
        got = dict(
            zip(names, session.run(names, {"observation": raw[None], **state, "episode_start": start}), strict=True)
        )
        head = raw_head(model, raw[None], expected_state, start)
        expected, expected_state = model.predict(raw[None], expected_state, start.astype(bool), deterministic=True)
        state = {"h": got["h_out"], "c": got["c_out"]}
        assert np.abs(got["action"] - expected).max() <= (1e-5 if space is BOX else 0)
        assert agreement.relative_difference(got["mean" if space is BOX else "logits"], head).max() <= 1e-5
        for name, part in zip(("h", "c"), expected_state, strict=True):
            assert agreement.relative_difference(state[name], part).max() <= 1e-5


def raw_head(model: Any, observation: np.ndarray, state: Any, start: np.ndarray) -> np.ndarray:
    """Logits or means of a recurrent policy."""
    zeros = np.zeros(model.policy.lstm_hidden_state_shape, np.float32)
    tensors = tuple(torch.as_tensor(part) for part in (state if state is not None else (zeros, zeros)))
    taken: list[torch.Tensor] = []
    hook = model.policy.action_net.register_forward_hook(lambda module, inputs, output: taken.append(output))
    with torch.no_grad():
        model.policy.get_distribution(torch.as_tensor(observation), tensors, torch.as_tensor(start))
    hook.remove()
    return taken[0].numpy()


def test_recurrent_policy_is_normalised(tmp_path: Path) -> None:
    model = train(contrib("RecurrentPPO"), DISCRETE, normalize=True, policy="MlpLstmPolicy", n_steps=16, batch_size=16)
    report = qtg_onnx.export_policy(model, tmp_path / "p.onnx", environment_spec=make_spec(DISCRETE))
    session = agreement.open_session(report.onnx)
    state, expected_state = [np.zeros((1, 1, 256), np.float32)] * 2, None
    for step, raw in enumerate(observations(60)):
        start = np.array([float(step % 20 == 0)], np.float32)
        feed = {"observation": raw[None], "h": state[0], "c": state[1], "episode_start": start}
        action, _, *state = session.run(None, feed)
        inputs = normalised(model, raw[None]).numpy()
        expected, expected_state = model.predict(inputs, expected_state, start.astype(bool), deterministic=True)
        assert (action == expected).all()
        assert agreement.relative_difference(state[0], expected_state[0]).max() < 1e-5


def test_metadata_says_what_the_policy_is(tmp_path: Path) -> None:
    model = train(PPO, DISCRETE, normalize=False, n_steps=16)
    spec = make_spec(DISCRETE)
    qtg_onnx.export_policy(model, tmp_path / "p.onnx", environment_spec=spec)
    metadata = qtg_onnx.read_metadata(tmp_path / "p.onnx")
    versions = json.loads(metadata.pop("versions"))
    assert versions["torch"] == torch.__version__.partition("+")[0] or versions["torch"] == torch.__version__
    assert metadata == {
        "format_version": "1",
        "scenario": "fake",
        "scenario_json": '{"name":"fake"}',
        "scenario_hash": "cd" * 32,
        "policies": "{}",
        "build": "0.1.0 (test)",
        "training": "{}",
        "observation_spec": spec.observation.canonical_json,
        "observation_spec_hash": spec.observation.hash,
        "action_spec": spec.action.canonical_json,
        "algorithm": "PPO",
        "seed": "3",
        "timesteps": str(model.num_timesteps),
    }


def test_file_stands_alone_and_runs_on_old_runtimes(tmp_path: Path) -> None:
    import onnx

    model = train(PPO, DISCRETE, normalize=True, n_steps=16)
    qtg_onnx.export_policy(model, tmp_path / "deep" / "p.onnx", environment_spec=make_spec(DISCRETE))
    assert [entry.name for entry in (tmp_path / "deep").iterdir()] == ["p.onnx"]
    proto = onnx.load(str(tmp_path / "deep" / "p.onnx"))
    onnx.checker.check_model(proto)
    for said in ("File ", str(Path.home()), "site-packages", "stack_trace"):  # the exporter's notes stay here
        assert said.encode() not in proto.SerializeToString(), said
    assert max(entry.version for entry in proto.opset_import if entry.domain == "") <= 18


def test_onnx_runtime_runs_without_telemetry(tmp_path: Path) -> None:
    """Its telemetry would send events to Microsoft; it writes an id into the folder of caches first."""
    policy = Path(__file__).parents[2] / "models" / "market-making" / "ppo" / "policy.onnx"
    code = "import sys; from quant_trading_gym.onnx import agreement; agreement.open_session(sys.argv[1])"
    kept = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    homes = {name: str(tmp_path / "home") for name in ("HOME", "XDG_CACHE_HOME", "TMPDIR")}
    (tmp_path / "home").mkdir()
    subprocess.run([sys.executable, "-c", code, str(policy)], env={**kept, **homes}, check=True)
    assert [path for path in (tmp_path / "home").rglob("*") if "Microsoft" in path.name or path.name == ".ses"] == []


def test_a_difference_is_found(tmp_path: Path) -> None:
    """The check after an export would notice other weights."""
    model = train(PPO, DISCRETE, normalize=False, n_steps=16)
    report = qtg_onnx.export_policy(model, tmp_path / "p.onnx", environment_spec=make_spec(DISCRETE))
    with torch.no_grad():
        model.policy.action_net.bias.add_(1e-4)
    module: PolicyModule = build_module(model, None)
    assert agreement.max_relative_difference(module, report.onnx, observations(10)) > 5e-5


def test_unsupported_and_unfitting_models_are_refused(tmp_path: Path) -> None:
    spec = make_spec(BOX)

    class Foreign:
        """A class outside the libraries with the name of a library class."""

    with pytest.raises(ArgumentError, match=r"Foreign.*expected a model of stable-baselines3 or sb3-contrib: PPO, A2C"):
        build_module(Foreign(), None)  # type: ignore[arg-type]
    ppo = PPO("MlpPolicy", make_venv(DISCRETE))
    with pytest.raises(PolicyMismatchError, match="Discrete"):
        qtg_onnx.export_policy(ppo, tmp_path / "p.onnx", environment_spec=spec)
    without = gym.make("CartPole-v1")
    with pytest.raises(ArgumentError, match="environment_spec"):
        qtg_onnx.export_policy(PPO("MlpPolicy", without), tmp_path / "p.onnx")
    with pytest.raises(ArgumentError, match="environment_spec"):
        qtg_onnx.export_policy(PPO("MlpPolicy", None, _init_setup_model=False), tmp_path / "p.onnx")
    assert not (tmp_path / "p.onnx").exists()


def test_specification_is_asked_of_the_environments_behind_their_wrappers(tmp_path: Path) -> None:
    wrapped = gym.wrappers.TimeLimit(gym.wrappers.RecordEpisodeStatistics(FakeEnv(DISCRETE)), 10)
    for env in (wrapped, VecNormalize(VecMonitor(make_venv(DISCRETE)))):
        report = qtg_onnx.export_policy(PPO("MlpPolicy", env), tmp_path / "p.onnx")
        assert report.observation_spec_hash == make_spec(DISCRETE).observation.hash


def test_subclass_of_an_algorithm_exports(tmp_path: Path) -> None:
    class MyPPO(PPO):
        """Learns differently, and predicts like PPO."""

    report = qtg_onnx.export_policy(MyPPO("MlpPolicy", make_venv(DISCRETE)), tmp_path / "p.onnx")
    assert qtg_onnx.read_metadata(report.onnx)["algorithm"] == "MyPPO"


def test_algorithms_that_collect_inside_the_jvm_have_the_names_of_the_library() -> None:
    assert [name_of_algorithm(kind) for kind in (sb3.JvmRolloutPPO, sb3.JvmRolloutDQN)] == ["PPO", "DQN"]


@pytest.mark.parametrize("options", [{}, {"use_expln": True, "full_std": False, "squash_output": True}], ids=str)
def test_state_dependent_exploration_exports(options: dict[str, Any], tmp_path: Path) -> None:
    model = train(PPO, BOX, normalize=True, n_steps=16, use_sde=True, policy_kwargs=options)
    report = qtg_onnx.export_policy(model, tmp_path / "p.onnx")
    raw = observations(300)
    got = run(report.onnx, {"observation": raw})
    with torch.no_grad():
        distribution = model.policy.get_distribution(normalised(model, raw)).distribution
    assert agreement.relative_difference(got["mean"], distribution.mean.numpy()).max() < 1e-5
    assert np.allclose(np.exp(got["log_std"]), distribution.stddev.numpy(), atol=1e-5)
    expected = model.predict(normalised(model, raw).numpy(), deterministic=True)[0]
    assert np.allclose(got["action"], expected, atol=1e-5)


def contrib(name: str) -> Any:
    return getattr(pytest.importorskip("sb3_contrib"), name)


OFF_POLICY = {"learning_starts": 20, "batch_size": 16, "buffer_size": 500}


def shake(model: Any) -> None:
    """Changes all weights: random search begins with zeros, for which any network agrees."""
    generator = torch.Generator().manual_seed(1)
    with torch.no_grad():
        for parameter in model.policy.parameters():
            parameter.add_(0.1 * torch.randn(parameter.shape, generator=generator))


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("SAC", OFF_POLICY),
        ("SAC", OFF_POLICY | {"use_sde": True}),
        ("TQC", OFF_POLICY),
        ("CrossQ", OFF_POLICY),
        ("TD3", OFF_POLICY),
        ("DDPG", OFF_POLICY),
        ("ARS", {}),
    ],
)
def test_continuous_actors_agree_with_sb3(name: str, options: dict[str, Any], tmp_path: Path) -> None:
    algorithm = getattr(stable_baselines3, name, None) or contrib(name)
    squashed = name in ("SAC", "TQC", "CrossQ")
    model = train(algorithm, BOX, normalize=True, **options)
    shake(model)
    report = qtg_onnx.export_policy(model, tmp_path / "p.onnx")
    raw = observations(300)
    got = run(report.onnx, {"observation": raw})
    expected = model.predict(normalised(model, raw).numpy(), deterministic=True)[0]
    assert np.allclose(got["action"], expected, atol=1e-5)
    assert np.allclose(np.tanh(got["mean"]) if squashed else got["mean"].clip(-1, 1), got["action"], atol=1e-5)
    assert ("log_std" in got) == squashed
    assert np.ptp(got["action"]) > 0


@pytest.mark.parametrize("policy", ["MlpPolicy", "LinearPolicy"])
def test_random_search_chooses_the_largest_output(policy: str, tmp_path: Path) -> None:
    model = contrib("ARS")(policy, make_venv(DISCRETE))
    shake(model)
    got = run(qtg_onnx.export_policy(model, tmp_path / "p.onnx").onnx, {"observation": observations(300)})
    assert (got["action"] == model.predict(observations(300), deterministic=True)[0]).all()
    assert got["logits"].shape == (300, 4)


def test_mean_over_quantiles_is_the_value(tmp_path: Path) -> None:
    model = train(contrib("QRDQN"), DISCRETE, normalize=True, **OFF_POLICY)
    raw = observations(300)
    got = run(qtg_onnx.export_policy(model, tmp_path / "p.onnx").onnx, {"observation": raw})
    inputs = normalised(model, raw)
    with torch.no_grad():
        q_values = model.policy.quantile_net(inputs).mean(dim=1).numpy()
    assert agreement.relative_difference(got["q_values"], q_values).max() < 1e-5
    assert (got["action"] == model.predict(inputs.numpy(), deterministic=True)[0]).all()


def test_trust_region_policy_agrees_with_sb3(tmp_path: Path) -> None:
    model = train(contrib("TRPO"), DISCRETE, normalize=True, n_steps=16, batch_size=16)
    raw = observations(300)
    got = run(qtg_onnx.export_policy(model, tmp_path / "p.onnx").onnx, {"observation": raw})
    assert (got["action"] == model.predict(normalised(model, raw).numpy(), deterministic=True)[0]).all()


class MaskedPolicyOfMine(MaskableActorCriticPolicy):
    """A policy class outside the libraries."""


SAVED = {
    "PPO": (DISCRETE, {}),
    "A2C": (DISCRETE, {}),
    "DQN": (DISCRETE, OFF_POLICY),
    "SAC": (BOX, OFF_POLICY),
    "TD3": (BOX, OFF_POLICY),
    "DDPG": (BOX, OFF_POLICY),
    "TRPO": (DISCRETE, {}),
    "MaskablePPO": (DISCRETE, {"policy": MaskedPolicyOfMine}),
    "RecurrentPPO": (DISCRETE, {"policy": "MlpLstmPolicy"}),
    "QRDQN": (DISCRETE, OFF_POLICY),
    "TQC": (BOX, OFF_POLICY),
    "CrossQ": (BOX, OFF_POLICY),
    "ARS": (DISCRETE, {}),
}


@pytest.mark.parametrize("name", SAVED)
def test_class_of_a_saved_model_is_read_from_the_file(name: str, tmp_path: Path) -> None:
    space, options = SAVED[name]
    algorithm = getattr(stable_baselines3, name, None) or contrib(name)
    arguments = {"policy": "MlpPolicy", **options}
    algorithm(arguments.pop("policy"), make_venv(space), **arguments).save(tmp_path / "m.zip")
    saved = load_model(tmp_path / "m.zip")
    assert type(saved.model) is algorithm
    assert build_module(saved.model, None).output_names[0] == "action"


def test_saved_model_of_a_subclass_is_read_as_its_base(tmp_path: Path) -> None:
    class MyPPO(PPO):
        """A subclass that is unknown to this process."""

    MyPPO("MlpPolicy", make_venv(DISCRETE)).save(tmp_path / "m.zip")
    assert type(load_model(tmp_path / "m.zip").model) is PPO


def test_saved_model_of_no_known_algorithm_is_refused_in_a_line(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "m.zip", "w") as archive:
        archive.writestr("data", json.dumps({"policy_class": {}, "gamma": 0.9}))
    with pytest.raises(PolicyError, match=r"m\.zip.*the attributes of no algorithm that is known"):
        load_model(tmp_path / "m.zip")


def test_reading_what_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=r"none\.onnx"):
        qtg_onnx.read_metadata(tmp_path / "none.onnx")
    (tmp_path / "bad.onnx").write_text("not a model")
    with pytest.raises(PolicyError, match=r"bad\.onnx"):
        qtg_onnx.read_metadata(tmp_path / "bad.onnx")


class OwnPolicy(torch.nn.Module):
    """A policy that no library made."""

    def __init__(self) -> None:
        super().__init__()
        self.net = torch.nn.Linear(5, 4)

    def forward(self, observation: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        logits = self.net(observation)
        return logits.argmax(dim=1), logits


def test_modules_of_any_origin_export(tmp_path: Path) -> None:
    torch.manual_seed(0)
    module = OwnPolicy()
    report = qtg_onnx.export_module(
        module,
        tmp_path / "own.onnx",
        environment_spec=make_spec(DISCRETE),
        output_names=("action", "logits"),
        algorithm="own",
        timesteps=7,
    )
    raw = observations(50)
    got = run(report.onnx, {"observation": raw})
    assert np.allclose(got["logits"], module(torch.as_tensor(raw))[1].detach().numpy(), atol=1e-5)
    metadata = qtg_onnx.read_metadata(report.onnx)
    assert (metadata["algorithm"], metadata["seed"], metadata["timesteps"]) == ("own", "", "7")
