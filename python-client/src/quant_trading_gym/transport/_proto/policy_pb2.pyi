from quant_trading_gym.transport._proto import scenario_pb2 as _scenario_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class UploadPolicyRequest(_message.Message):
    __slots__ = ("name", "onnx")
    NAME_FIELD_NUMBER: _ClassVar[int]
    ONNX_FIELD_NUMBER: _ClassVar[int]
    name: str
    onnx: bytes
    def __init__(self, name: _Optional[str] = ..., onnx: _Optional[bytes] = ...) -> None: ...

class UploadPolicyResponse(_message.Message):
    __slots__ = ("policy_id", "metadata")
    class MetadataEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    POLICY_ID_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    policy_id: str
    metadata: _containers.ScalarMap[str, str]
    def __init__(self, policy_id: _Optional[str] = ..., metadata: _Optional[_Mapping[str, str]] = ...) -> None: ...

class PolicyReference(_message.Message):
    __slots__ = ("policy_id", "baseline")
    POLICY_ID_FIELD_NUMBER: _ClassVar[int]
    BASELINE_FIELD_NUMBER: _ClassVar[int]
    policy_id: str
    baseline: str
    def __init__(self, policy_id: _Optional[str] = ..., baseline: _Optional[str] = ...) -> None: ...

class EvaluatePoliciesRequest(_message.Message):
    __slots__ = ("scenario", "policies", "all_baselines", "episodes", "seed", "threads", "tuning_seed", "tuning_episodes")
    SCENARIO_FIELD_NUMBER: _ClassVar[int]
    POLICIES_FIELD_NUMBER: _ClassVar[int]
    ALL_BASELINES_FIELD_NUMBER: _ClassVar[int]
    EPISODES_FIELD_NUMBER: _ClassVar[int]
    SEED_FIELD_NUMBER: _ClassVar[int]
    THREADS_FIELD_NUMBER: _ClassVar[int]
    TUNING_SEED_FIELD_NUMBER: _ClassVar[int]
    TUNING_EPISODES_FIELD_NUMBER: _ClassVar[int]
    scenario: _scenario_pb2.ScenarioSource
    policies: _containers.RepeatedCompositeFieldContainer[PolicyReference]
    all_baselines: bool
    episodes: int
    seed: int
    threads: int
    tuning_seed: int
    tuning_episodes: int
    def __init__(self, scenario: _Optional[_Union[_scenario_pb2.ScenarioSource, _Mapping]] = ..., policies: _Optional[_Iterable[_Union[PolicyReference, _Mapping]]] = ..., all_baselines: bool = ..., episodes: _Optional[int] = ..., seed: _Optional[int] = ..., threads: _Optional[int] = ..., tuning_seed: _Optional[int] = ..., tuning_episodes: _Optional[int] = ...) -> None: ...

class EvaluatePoliciesResponse(_message.Message):
    __slots__ = ("progress", "report")
    class Progress(_message.Message):
        __slots__ = ("policy", "completed_episodes", "total_episodes")
        POLICY_FIELD_NUMBER: _ClassVar[int]
        COMPLETED_EPISODES_FIELD_NUMBER: _ClassVar[int]
        TOTAL_EPISODES_FIELD_NUMBER: _ClassVar[int]
        policy: str
        completed_episodes: int
        total_episodes: int
        def __init__(self, policy: _Optional[str] = ..., completed_episodes: _Optional[int] = ..., total_episodes: _Optional[int] = ...) -> None: ...
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    REPORT_FIELD_NUMBER: _ClassVar[int]
    progress: EvaluatePoliciesResponse.Progress
    report: EvaluationReport
    def __init__(self, progress: _Optional[_Union[EvaluatePoliciesResponse.Progress, _Mapping]] = ..., report: _Optional[_Union[EvaluationReport, _Mapping]] = ...) -> None: ...

class EvaluationReport(_message.Message):
    __slots__ = ("policies", "wall_seconds")
    POLICIES_FIELD_NUMBER: _ClassVar[int]
    WALL_SECONDS_FIELD_NUMBER: _ClassVar[int]
    policies: _containers.RepeatedCompositeFieldContainer[PolicyEvaluation]
    wall_seconds: float
    def __init__(self, policies: _Optional[_Iterable[_Union[PolicyEvaluation, _Mapping]]] = ..., wall_seconds: _Optional[float] = ...) -> None: ...

class PolicyEvaluation(_message.Message):
    __slots__ = ("policy", "episodes", "mean_return", "ci95_low", "ci95_high", "difference_ci95_low", "difference_ci95_high", "pnl_mean", "sharpe", "max_drawdown", "steps_per_second", "returns", "pnls", "detail")
    POLICY_FIELD_NUMBER: _ClassVar[int]
    EPISODES_FIELD_NUMBER: _ClassVar[int]
    MEAN_RETURN_FIELD_NUMBER: _ClassVar[int]
    CI95_LOW_FIELD_NUMBER: _ClassVar[int]
    CI95_HIGH_FIELD_NUMBER: _ClassVar[int]
    DIFFERENCE_CI95_LOW_FIELD_NUMBER: _ClassVar[int]
    DIFFERENCE_CI95_HIGH_FIELD_NUMBER: _ClassVar[int]
    PNL_MEAN_FIELD_NUMBER: _ClassVar[int]
    SHARPE_FIELD_NUMBER: _ClassVar[int]
    MAX_DRAWDOWN_FIELD_NUMBER: _ClassVar[int]
    STEPS_PER_SECOND_FIELD_NUMBER: _ClassVar[int]
    RETURNS_FIELD_NUMBER: _ClassVar[int]
    PNLS_FIELD_NUMBER: _ClassVar[int]
    DETAIL_FIELD_NUMBER: _ClassVar[int]
    policy: str
    episodes: int
    mean_return: float
    ci95_low: float
    ci95_high: float
    difference_ci95_low: float
    difference_ci95_high: float
    pnl_mean: float
    sharpe: float
    max_drawdown: float
    steps_per_second: float
    returns: _containers.RepeatedScalarFieldContainer[float]
    pnls: _containers.RepeatedScalarFieldContainer[float]
    detail: str
    def __init__(self, policy: _Optional[str] = ..., episodes: _Optional[int] = ..., mean_return: _Optional[float] = ..., ci95_low: _Optional[float] = ..., ci95_high: _Optional[float] = ..., difference_ci95_low: _Optional[float] = ..., difference_ci95_high: _Optional[float] = ..., pnl_mean: _Optional[float] = ..., sharpe: _Optional[float] = ..., max_drawdown: _Optional[float] = ..., steps_per_second: _Optional[float] = ..., returns: _Optional[_Iterable[float]] = ..., pnls: _Optional[_Iterable[float]] = ..., detail: _Optional[str] = ...) -> None: ...

class RecordEpisodesRequest(_message.Message):
    __slots__ = ("scenario", "policy", "seed", "episodes", "as_population_agent")
    SCENARIO_FIELD_NUMBER: _ClassVar[int]
    POLICY_FIELD_NUMBER: _ClassVar[int]
    SEED_FIELD_NUMBER: _ClassVar[int]
    EPISODES_FIELD_NUMBER: _ClassVar[int]
    AS_POPULATION_AGENT_FIELD_NUMBER: _ClassVar[int]
    scenario: _scenario_pb2.ScenarioSource
    policy: PolicyReference
    seed: int
    episodes: int
    as_population_agent: bool
    def __init__(self, scenario: _Optional[_Union[_scenario_pb2.ScenarioSource, _Mapping]] = ..., policy: _Optional[_Union[PolicyReference, _Mapping]] = ..., seed: _Optional[int] = ..., episodes: _Optional[int] = ..., as_population_agent: bool = ...) -> None: ...

class RecordEpisodesResponse(_message.Message):
    __slots__ = ("seed", "steps", "observations", "outputs", "actions", "rewards", "equity", "position", "mid_ticks", "digest", "orders_digest", "episode_return", "starting_equity", "start_nanos")
    SEED_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    OBSERVATIONS_FIELD_NUMBER: _ClassVar[int]
    OUTPUTS_FIELD_NUMBER: _ClassVar[int]
    ACTIONS_FIELD_NUMBER: _ClassVar[int]
    REWARDS_FIELD_NUMBER: _ClassVar[int]
    EQUITY_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    MID_TICKS_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    ORDERS_DIGEST_FIELD_NUMBER: _ClassVar[int]
    EPISODE_RETURN_FIELD_NUMBER: _ClassVar[int]
    STARTING_EQUITY_FIELD_NUMBER: _ClassVar[int]
    START_NANOS_FIELD_NUMBER: _ClassVar[int]
    seed: int
    steps: int
    observations: bytes
    outputs: bytes
    actions: bytes
    rewards: bytes
    equity: bytes
    position: bytes
    mid_ticks: bytes
    digest: str
    orders_digest: str
    episode_return: float
    starting_equity: float
    start_nanos: int
    def __init__(self, seed: _Optional[int] = ..., steps: _Optional[int] = ..., observations: _Optional[bytes] = ..., outputs: _Optional[bytes] = ..., actions: _Optional[bytes] = ..., rewards: _Optional[bytes] = ..., equity: _Optional[bytes] = ..., position: _Optional[bytes] = ..., mid_ticks: _Optional[bytes] = ..., digest: _Optional[str] = ..., orders_digest: _Optional[str] = ..., episode_return: _Optional[float] = ..., starting_equity: _Optional[float] = ..., start_nanos: _Optional[int] = ...) -> None: ...
