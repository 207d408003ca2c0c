"""Compares trained policies and baselines inside the Java simulation on the same seeds."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from quant_trading_gym.base.arguments import check_count
from quant_trading_gym.base.differences import describe_differences
from quant_trading_gym.errors import ArgumentError, ServerError, invalid
from quant_trading_gym.evaluation.evaluation_result import EvaluationResult
from quant_trading_gym.evaluation.policies import PolicyOrigin, PolicySource, name_policies, upload
from quant_trading_gym.jvm.engine import connect
from quant_trading_gym.spec.origin import Origin
from quant_trading_gym.spec.seeds import SEEDS, check_seed
from quant_trading_gym.transport.policy_results import EvaluationProgress, EvaluationReport, PolicyReference

if TYPE_CHECKING:
    from quant_trading_gym.base.progress import ProgressListener
    from quant_trading_gym.transport.connection import Tls
    from quant_trading_gym.transport.sources import Scenario

MIN_EPISODES, MAX_EPISODES, MAX_THREADS = 2, 10_000_000, 1024
"""Minimum number of episodes of an evaluation; a confidence interval needs two."""


def evaluate(
    policies: PolicySource | Sequence[PolicySource] | Mapping[str, PolicySource],
    *,
    scenario: Scenario,
    episodes: int = 200,
    seed: int = 1_000_000,
    baselines: bool | Sequence[str] = False,
    overrides: Mapping[str, object] | None = None,
    threads: int | None = None,
    on_progress: ProgressListener | None = None,
    address: str | None = None,
    token: str | None = None,
    tls: Tls = None,
) -> EvaluationResult:
    """Evaluates `policies` inside the Java simulation.

    Warns with the differences where a policy was trained on another effective scenario.

    Args:
        policies: One or several ONNX files or baselines; a mapping assigns names to them.
        scenario: Name of a scenario, path of a YAML file, or a mapping with its content.
        episodes: Number of episodes of each policy, at least 2.
        seed: Seed of the first episode. Choose seeds outside the training range.
        baselines: Names of baselines to add, or True for all baselines of the scenario.
        overrides: Values that take precedence over those of the scenario.
        threads: Number of simulation threads; None uses all cores. The result does not depend on it.
        on_progress: Callback with a fraction in [0, 1] and a text.
        address: `host:port` of a remote server; None uses the embedded server.
        token: Access token of the remote server.
        tls: TLS setting for the remote server; see `TradingEnv`.

    Raises:
        PolicyError: A file is not a policy, or a baseline is unknown.
        PolicyMismatchError: A policy was trained on other observations or actions.
        ScenarioError: The scenario or its overrides are not valid.
        ArgumentError: Another argument has a wrong type or is out of range.
    """
    check_count("episodes", episodes, low=MIN_EPISODES, high=MAX_EPISODES)
    if threads is not None:
        check_count("threads", threads, high=MAX_THREADS)
    extra = _baseline_names(baselines)
    seed = check_seed(seed, count=episodes)
    named = name_policies(policies)
    connection = connect(address=address, token=token, tls=tls)
    spec = connection.describe_scenario(scenario, overrides).environment
    uploaded = {name: upload(connection, source, name, spec) for name, source in named.items()}
    trained = {name: policy.origin for name, policy in uploaded.items() if policy.origin is not None}
    _warn_of_differences(trained)
    references = [policy.reference for policy in uploaded.values()]
    references += [PolicyReference(baseline=name) for name in extra if name not in named]
    updates = connection.evaluate_policies(
        scenario,
        overrides,
        references,
        all_baselines=baselines is True,
        episodes=episodes,
        seed=seed,
        threads=threads or 0,
        tuning_seed=_tuning_seed(seed, episodes),
    )
    report = _follow(updates, on_progress)
    return EvaluationResult(
        scenario=str(scenario) if not isinstance(scenario, Mapping) else str(scenario.get("name", "")),
        seed=seed,
        episodes=episodes,
        wall_seconds=report.wall_seconds,
        policies=report.policies,
        origin=Origin.of(spec, overrides, seed, episodes),
        trained=trained,
    )


def _warn_of_differences(trained: Mapping[str, PolicyOrigin]) -> None:
    for name, origin in trained.items():
        if origin.differences:
            lines = describe_differences(origin.differences, "trained on", "evaluated on")
            warnings.warn(f"{name} was trained on another effective scenario:\n{lines}", UserWarning, stacklevel=3)


def _baseline_names(baselines: bool | Sequence[str]) -> tuple[str, ...]:
    if isinstance(baselines, bool):
        return ()
    names = (baselines,) if isinstance(baselines, str) else baselines
    if not isinstance(names, Sequence) or not all(isinstance(name, str) for name in names):
        raise invalid(ArgumentError, "baselines", baselines, "True, False, or names of baselines")
    return tuple(names)


def _tuning_seed(seed: int, episodes: int) -> int:
    """Returns the first seed for the tuning of baselines, far from the evaluation seeds."""
    half = SEEDS // 2
    return half if seed + episodes <= half else 0


def _follow(
    updates: Iterable[EvaluationProgress | EvaluationReport], on_progress: ProgressListener | None
) -> EvaluationReport:
    for update in updates:
        if isinstance(update, EvaluationReport):
            return update
        if on_progress is not None:
            fraction = update.completed_episodes / max(update.total_episodes, 1)
            counts = f"{update.completed_episodes:,} of {update.total_episodes:,} episodes"
            on_progress(fraction, f"evaluating {update.policy}: {counts}")
    raise ServerError("the evaluation ended without a report")
