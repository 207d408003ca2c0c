from quant_trading_gym.transport._proto import scenario_pb2 as _scenario_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class AutoresetMode(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    AUTORESET_MODE_UNSPECIFIED: _ClassVar[AutoresetMode]
    AUTORESET_MODE_NEXT_STEP: _ClassVar[AutoresetMode]
    AUTORESET_MODE_SAME_STEP: _ClassVar[AutoresetMode]
    AUTORESET_MODE_DISABLED: _ClassVar[AutoresetMode]
AUTORESET_MODE_UNSPECIFIED: AutoresetMode
AUTORESET_MODE_NEXT_STEP: AutoresetMode
AUTORESET_MODE_SAME_STEP: AutoresetMode
AUTORESET_MODE_DISABLED: AutoresetMode

class CreateEnvironmentRequest(_message.Message):
    __slots__ = ("scenario", "num_envs", "autoreset_mode", "max_episode_steps", "info_every_step", "threads")
    SCENARIO_FIELD_NUMBER: _ClassVar[int]
    NUM_ENVS_FIELD_NUMBER: _ClassVar[int]
    AUTORESET_MODE_FIELD_NUMBER: _ClassVar[int]
    MAX_EPISODE_STEPS_FIELD_NUMBER: _ClassVar[int]
    INFO_EVERY_STEP_FIELD_NUMBER: _ClassVar[int]
    THREADS_FIELD_NUMBER: _ClassVar[int]
    scenario: _scenario_pb2.ScenarioSource
    num_envs: int
    autoreset_mode: AutoresetMode
    max_episode_steps: int
    info_every_step: bool
    threads: int
    def __init__(self, scenario: _Optional[_Union[_scenario_pb2.ScenarioSource, _Mapping]] = ..., num_envs: _Optional[int] = ..., autoreset_mode: _Optional[_Union[AutoresetMode, str]] = ..., max_episode_steps: _Optional[int] = ..., info_every_step: bool = ..., threads: _Optional[int] = ...) -> None: ...

class CreateEnvironmentResponse(_message.Message):
    __slots__ = ("environment_id", "spec")
    ENVIRONMENT_ID_FIELD_NUMBER: _ClassVar[int]
    SPEC_FIELD_NUMBER: _ClassVar[int]
    environment_id: str
    spec: _scenario_pb2.EnvironmentSpec
    def __init__(self, environment_id: _Optional[str] = ..., spec: _Optional[_Union[_scenario_pb2.EnvironmentSpec, _Mapping]] = ...) -> None: ...

class GetActionMasksRequest(_message.Message):
    __slots__ = ("environment_id",)
    ENVIRONMENT_ID_FIELD_NUMBER: _ClassVar[int]
    environment_id: str
    def __init__(self, environment_id: _Optional[str] = ...) -> None: ...

class GetActionMasksResponse(_message.Message):
    __slots__ = ("masks",)
    MASKS_FIELD_NUMBER: _ClassVar[int]
    masks: bytes
    def __init__(self, masks: _Optional[bytes] = ...) -> None: ...

class RunEnvironmentRequest(_message.Message):
    __slots__ = ("environment_id", "step", "reset", "snapshot", "restore", "number")
    ENVIRONMENT_ID_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    RESET_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_FIELD_NUMBER: _ClassVar[int]
    RESTORE_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    environment_id: str
    step: StepCommand
    reset: ResetCommand
    snapshot: SnapshotCommand
    restore: RestoreCommand
    number: int
    def __init__(self, environment_id: _Optional[str] = ..., step: _Optional[_Union[StepCommand, _Mapping]] = ..., reset: _Optional[_Union[ResetCommand, _Mapping]] = ..., snapshot: _Optional[_Union[SnapshotCommand, _Mapping]] = ..., restore: _Optional[_Union[RestoreCommand, _Mapping]] = ..., number: _Optional[int] = ...) -> None: ...

class StepCommand(_message.Message):
    __slots__ = ("actions",)
    ACTIONS_FIELD_NUMBER: _ClassVar[int]
    actions: bytes
    def __init__(self, actions: _Optional[bytes] = ...) -> None: ...

class ResetCommand(_message.Message):
    __slots__ = ("seeds", "mask")
    SEEDS_FIELD_NUMBER: _ClassVar[int]
    MASK_FIELD_NUMBER: _ClassVar[int]
    seeds: _containers.RepeatedScalarFieldContainer[int]
    mask: bytes
    def __init__(self, seeds: _Optional[_Iterable[int]] = ..., mask: _Optional[bytes] = ...) -> None: ...

class SnapshotCommand(_message.Message):
    __slots__ = ("index",)
    INDEX_FIELD_NUMBER: _ClassVar[int]
    index: int
    def __init__(self, index: _Optional[int] = ...) -> None: ...

class RestoreCommand(_message.Message):
    __slots__ = ("index", "snapshot")
    INDEX_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_FIELD_NUMBER: _ClassVar[int]
    index: int
    snapshot: bytes
    def __init__(self, index: _Optional[int] = ..., snapshot: _Optional[bytes] = ...) -> None: ...

class RunEnvironmentResponse(_message.Message):
    __slots__ = ("step", "reset", "error", "snapshot", "restore", "number")
    STEP_FIELD_NUMBER: _ClassVar[int]
    RESET_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_FIELD_NUMBER: _ClassVar[int]
    RESTORE_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    step: StepResult
    reset: ResetResult
    error: CommandError
    snapshot: SnapshotResult
    restore: RestoreResult
    number: int
    def __init__(self, step: _Optional[_Union[StepResult, _Mapping]] = ..., reset: _Optional[_Union[ResetResult, _Mapping]] = ..., error: _Optional[_Union[CommandError, _Mapping]] = ..., snapshot: _Optional[_Union[SnapshotResult, _Mapping]] = ..., restore: _Optional[_Union[RestoreResult, _Mapping]] = ..., number: _Optional[int] = ...) -> None: ...

class CommandError(_message.Message):
    __slots__ = ("code", "reason", "message", "field", "value", "allowed")
    CODE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    FIELD_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    ALLOWED_FIELD_NUMBER: _ClassVar[int]
    code: int
    reason: str
    message: str
    field: str
    value: str
    allowed: str
    def __init__(self, code: _Optional[int] = ..., reason: _Optional[str] = ..., message: _Optional[str] = ..., field: _Optional[str] = ..., value: _Optional[str] = ..., allowed: _Optional[str] = ...) -> None: ...

class StepResult(_message.Message):
    __slots__ = ("observations", "rewards", "terminated", "truncated", "final_observations", "infos")
    OBSERVATIONS_FIELD_NUMBER: _ClassVar[int]
    REWARDS_FIELD_NUMBER: _ClassVar[int]
    TERMINATED_FIELD_NUMBER: _ClassVar[int]
    TRUNCATED_FIELD_NUMBER: _ClassVar[int]
    FINAL_OBSERVATIONS_FIELD_NUMBER: _ClassVar[int]
    INFOS_FIELD_NUMBER: _ClassVar[int]
    observations: bytes
    rewards: bytes
    terminated: bytes
    truncated: bytes
    final_observations: bytes
    infos: _containers.RepeatedCompositeFieldContainer[EpisodeInfo]
    def __init__(self, observations: _Optional[bytes] = ..., rewards: _Optional[bytes] = ..., terminated: _Optional[bytes] = ..., truncated: _Optional[bytes] = ..., final_observations: _Optional[bytes] = ..., infos: _Optional[_Iterable[_Union[EpisodeInfo, _Mapping]]] = ...) -> None: ...

class ResetResult(_message.Message):
    __slots__ = ("observations", "infos")
    OBSERVATIONS_FIELD_NUMBER: _ClassVar[int]
    INFOS_FIELD_NUMBER: _ClassVar[int]
    observations: bytes
    infos: _containers.RepeatedCompositeFieldContainer[EpisodeInfo]
    def __init__(self, observations: _Optional[bytes] = ..., infos: _Optional[_Iterable[_Union[EpisodeInfo, _Mapping]]] = ...) -> None: ...

class SnapshotResult(_message.Message):
    __slots__ = ("snapshot",)
    SNAPSHOT_FIELD_NUMBER: _ClassVar[int]
    snapshot: bytes
    def __init__(self, snapshot: _Optional[bytes] = ...) -> None: ...

class RestoreResult(_message.Message):
    __slots__ = ("observations", "terminated", "truncated", "info")
    OBSERVATIONS_FIELD_NUMBER: _ClassVar[int]
    TERMINATED_FIELD_NUMBER: _ClassVar[int]
    TRUNCATED_FIELD_NUMBER: _ClassVar[int]
    INFO_FIELD_NUMBER: _ClassVar[int]
    observations: bytes
    terminated: bytes
    truncated: bytes
    info: EpisodeInfo
    def __init__(self, observations: _Optional[bytes] = ..., terminated: _Optional[bytes] = ..., truncated: _Optional[bytes] = ..., info: _Optional[_Union[EpisodeInfo, _Mapping]] = ...) -> None: ...

class EpisodeInfo(_message.Message):
    __slots__ = ("index", "episode_seed", "time_nanos", "equity", "position", "fees", "interventions", "episode_return", "episode_length", "digest", "episode_index", "pnl", "phase", "mid_ticks", "own_bid_ticks", "own_ask_ticks", "instrument")
    INDEX_FIELD_NUMBER: _ClassVar[int]
    EPISODE_SEED_FIELD_NUMBER: _ClassVar[int]
    TIME_NANOS_FIELD_NUMBER: _ClassVar[int]
    EQUITY_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    FEES_FIELD_NUMBER: _ClassVar[int]
    INTERVENTIONS_FIELD_NUMBER: _ClassVar[int]
    EPISODE_RETURN_FIELD_NUMBER: _ClassVar[int]
    EPISODE_LENGTH_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    EPISODE_INDEX_FIELD_NUMBER: _ClassVar[int]
    PNL_FIELD_NUMBER: _ClassVar[int]
    PHASE_FIELD_NUMBER: _ClassVar[int]
    MID_TICKS_FIELD_NUMBER: _ClassVar[int]
    OWN_BID_TICKS_FIELD_NUMBER: _ClassVar[int]
    OWN_ASK_TICKS_FIELD_NUMBER: _ClassVar[int]
    INSTRUMENT_FIELD_NUMBER: _ClassVar[int]
    index: int
    episode_seed: int
    time_nanos: int
    equity: float
    position: _containers.RepeatedScalarFieldContainer[int]
    fees: float
    interventions: int
    episode_return: float
    episode_length: int
    digest: str
    episode_index: int
    pnl: float
    phase: int
    mid_ticks: float
    own_bid_ticks: float
    own_ask_ticks: float
    instrument: int
    def __init__(self, index: _Optional[int] = ..., episode_seed: _Optional[int] = ..., time_nanos: _Optional[int] = ..., equity: _Optional[float] = ..., position: _Optional[_Iterable[int]] = ..., fees: _Optional[float] = ..., interventions: _Optional[int] = ..., episode_return: _Optional[float] = ..., episode_length: _Optional[int] = ..., digest: _Optional[str] = ..., episode_index: _Optional[int] = ..., pnl: _Optional[float] = ..., phase: _Optional[int] = ..., mid_ticks: _Optional[float] = ..., own_bid_ticks: _Optional[float] = ..., own_ask_ticks: _Optional[float] = ..., instrument: _Optional[int] = ...) -> None: ...

class ForkEnvironmentRequest(_message.Message):
    __slots__ = ("environment_id",)
    ENVIRONMENT_ID_FIELD_NUMBER: _ClassVar[int]
    environment_id: str
    def __init__(self, environment_id: _Optional[str] = ...) -> None: ...

class ForkEnvironmentResponse(_message.Message):
    __slots__ = ("environment_id",)
    ENVIRONMENT_ID_FIELD_NUMBER: _ClassVar[int]
    environment_id: str
    def __init__(self, environment_id: _Optional[str] = ...) -> None: ...

class DisplayEnvironmentRequest(_message.Message):
    __slots__ = ("environment_id", "index")
    ENVIRONMENT_ID_FIELD_NUMBER: _ClassVar[int]
    INDEX_FIELD_NUMBER: _ClassVar[int]
    environment_id: str
    index: int
    def __init__(self, environment_id: _Optional[str] = ..., index: _Optional[int] = ...) -> None: ...

class DisplayEnvironmentResponse(_message.Message):
    __slots__ = ("tick_size", "bids", "asks", "orders", "fills")
    class Level(_message.Message):
        __slots__ = ("price_ticks", "quantity_lots")
        PRICE_TICKS_FIELD_NUMBER: _ClassVar[int]
        QUANTITY_LOTS_FIELD_NUMBER: _ClassVar[int]
        price_ticks: int
        quantity_lots: int
        def __init__(self, price_ticks: _Optional[int] = ..., quantity_lots: _Optional[int] = ...) -> None: ...
    TICK_SIZE_FIELD_NUMBER: _ClassVar[int]
    BIDS_FIELD_NUMBER: _ClassVar[int]
    ASKS_FIELD_NUMBER: _ClassVar[int]
    ORDERS_FIELD_NUMBER: _ClassVar[int]
    FILLS_FIELD_NUMBER: _ClassVar[int]
    tick_size: float
    bids: _containers.RepeatedCompositeFieldContainer[DisplayEnvironmentResponse.Level]
    asks: _containers.RepeatedCompositeFieldContainer[DisplayEnvironmentResponse.Level]
    orders: _containers.RepeatedCompositeFieldContainer[OwnOrder]
    fills: _containers.RepeatedCompositeFieldContainer[OwnFill]
    def __init__(self, tick_size: _Optional[float] = ..., bids: _Optional[_Iterable[_Union[DisplayEnvironmentResponse.Level, _Mapping]]] = ..., asks: _Optional[_Iterable[_Union[DisplayEnvironmentResponse.Level, _Mapping]]] = ..., orders: _Optional[_Iterable[_Union[OwnOrder, _Mapping]]] = ..., fills: _Optional[_Iterable[_Union[OwnFill, _Mapping]]] = ...) -> None: ...

class OwnOrder(_message.Message):
    __slots__ = ("buy", "price_ticks", "remaining_lots")
    BUY_FIELD_NUMBER: _ClassVar[int]
    PRICE_TICKS_FIELD_NUMBER: _ClassVar[int]
    REMAINING_LOTS_FIELD_NUMBER: _ClassVar[int]
    buy: bool
    price_ticks: int
    remaining_lots: int
    def __init__(self, buy: bool = ..., price_ticks: _Optional[int] = ..., remaining_lots: _Optional[int] = ...) -> None: ...

class OwnFill(_message.Message):
    __slots__ = ("time_nanos", "buy", "price_ticks", "quantity_lots")
    TIME_NANOS_FIELD_NUMBER: _ClassVar[int]
    BUY_FIELD_NUMBER: _ClassVar[int]
    PRICE_TICKS_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_LOTS_FIELD_NUMBER: _ClassVar[int]
    time_nanos: int
    buy: bool
    price_ticks: int
    quantity_lots: int
    def __init__(self, time_nanos: _Optional[int] = ..., buy: bool = ..., price_ticks: _Optional[int] = ..., quantity_lots: _Optional[int] = ...) -> None: ...

class CloseEnvironmentRequest(_message.Message):
    __slots__ = ("environment_id",)
    ENVIRONMENT_ID_FIELD_NUMBER: _ClassVar[int]
    environment_id: str
    def __init__(self, environment_id: _Optional[str] = ...) -> None: ...

class CloseEnvironmentResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...
