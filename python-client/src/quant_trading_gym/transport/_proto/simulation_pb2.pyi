from quant_trading_gym.transport._proto import progress_pb2 as _progress_pb2
from quant_trading_gym.transport._proto import scenario_pb2 as _scenario_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Recording(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RECORDING_UNSPECIFIED: _ClassVar[Recording]
    RECORDING_TABLES: _ClassVar[Recording]
    RECORDING_ALL: _ClassVar[Recording]
RECORDING_UNSPECIFIED: Recording
RECORDING_TABLES: Recording
RECORDING_ALL: Recording

class SimulateRequest(_message.Message):
    __slots__ = ("scenario", "seed", "until", "recording", "levels", "saved_state", "save_state")
    SCENARIO_FIELD_NUMBER: _ClassVar[int]
    SEED_FIELD_NUMBER: _ClassVar[int]
    UNTIL_FIELD_NUMBER: _ClassVar[int]
    RECORDING_FIELD_NUMBER: _ClassVar[int]
    LEVELS_FIELD_NUMBER: _ClassVar[int]
    SAVED_STATE_FIELD_NUMBER: _ClassVar[int]
    SAVE_STATE_FIELD_NUMBER: _ClassVar[int]
    scenario: _scenario_pb2.ScenarioSource
    seed: int
    until: str
    recording: Recording
    levels: int
    saved_state: bytes
    save_state: bool
    def __init__(self, scenario: _Optional[_Union[_scenario_pb2.ScenarioSource, _Mapping]] = ..., seed: _Optional[int] = ..., until: _Optional[str] = ..., recording: _Optional[_Union[Recording, str]] = ..., levels: _Optional[int] = ..., saved_state: _Optional[bytes] = ..., save_state: bool = ...) -> None: ...

class SimulateResponse(_message.Message):
    __slots__ = ("progress", "file", "state", "result")
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    FILE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    progress: _progress_pb2.Progress
    file: _progress_pb2.FileChunk
    state: bytes
    result: SimulationResult
    def __init__(self, progress: _Optional[_Union[_progress_pb2.Progress, _Mapping]] = ..., file: _Optional[_Union[_progress_pb2.FileChunk, _Mapping]] = ..., state: _Optional[bytes] = ..., result: _Optional[_Union[SimulationResult, _Mapping]] = ...) -> None: ...

class SimulationResult(_message.Message):
    __slots__ = ("scenario", "seed", "digest", "events", "order_events", "trades", "participants", "open_nanos", "close_nanos", "from_nanos", "until_nanos", "wall_seconds", "events_per_second", "scenario_json", "scenario_hash")
    SCENARIO_FIELD_NUMBER: _ClassVar[int]
    SEED_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    ORDER_EVENTS_FIELD_NUMBER: _ClassVar[int]
    TRADES_FIELD_NUMBER: _ClassVar[int]
    PARTICIPANTS_FIELD_NUMBER: _ClassVar[int]
    OPEN_NANOS_FIELD_NUMBER: _ClassVar[int]
    CLOSE_NANOS_FIELD_NUMBER: _ClassVar[int]
    FROM_NANOS_FIELD_NUMBER: _ClassVar[int]
    UNTIL_NANOS_FIELD_NUMBER: _ClassVar[int]
    WALL_SECONDS_FIELD_NUMBER: _ClassVar[int]
    EVENTS_PER_SECOND_FIELD_NUMBER: _ClassVar[int]
    SCENARIO_JSON_FIELD_NUMBER: _ClassVar[int]
    SCENARIO_HASH_FIELD_NUMBER: _ClassVar[int]
    scenario: str
    seed: int
    digest: str
    events: int
    order_events: int
    trades: int
    participants: int
    open_nanos: int
    close_nanos: int
    from_nanos: int
    until_nanos: int
    wall_seconds: float
    events_per_second: float
    scenario_json: str
    scenario_hash: str
    def __init__(self, scenario: _Optional[str] = ..., seed: _Optional[int] = ..., digest: _Optional[str] = ..., events: _Optional[int] = ..., order_events: _Optional[int] = ..., trades: _Optional[int] = ..., participants: _Optional[int] = ..., open_nanos: _Optional[int] = ..., close_nanos: _Optional[int] = ..., from_nanos: _Optional[int] = ..., until_nanos: _Optional[int] = ..., wall_seconds: _Optional[float] = ..., events_per_second: _Optional[float] = ..., scenario_json: _Optional[str] = ..., scenario_hash: _Optional[str] = ...) -> None: ...

class RecordSeriesRequest(_message.Message):
    __slots__ = ("scenario", "seed", "seeds", "until")
    SCENARIO_FIELD_NUMBER: _ClassVar[int]
    SEED_FIELD_NUMBER: _ClassVar[int]
    SEEDS_FIELD_NUMBER: _ClassVar[int]
    UNTIL_FIELD_NUMBER: _ClassVar[int]
    scenario: _scenario_pb2.ScenarioSource
    seed: int
    seeds: int
    until: str
    def __init__(self, scenario: _Optional[_Union[_scenario_pb2.ScenarioSource, _Mapping]] = ..., seed: _Optional[int] = ..., seeds: _Optional[int] = ..., until: _Optional[str] = ...) -> None: ...

class RecordSeriesResponse(_message.Message):
    __slots__ = ("progress", "file", "day")
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    FILE_FIELD_NUMBER: _ClassVar[int]
    DAY_FIELD_NUMBER: _ClassVar[int]
    progress: _progress_pb2.Progress
    file: _progress_pb2.FileChunk
    day: SeriesDay
    def __init__(self, progress: _Optional[_Union[_progress_pb2.Progress, _Mapping]] = ..., file: _Optional[_Union[_progress_pb2.FileChunk, _Mapping]] = ..., day: _Optional[_Union[SeriesDay, _Mapping]] = ...) -> None: ...

class SeriesDay(_message.Message):
    __slots__ = ("seed", "digest", "order_events", "trades", "wall_seconds", "files")
    SEED_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    ORDER_EVENTS_FIELD_NUMBER: _ClassVar[int]
    TRADES_FIELD_NUMBER: _ClassVar[int]
    WALL_SECONDS_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    seed: int
    digest: str
    order_events: int
    trades: int
    wall_seconds: float
    files: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, seed: _Optional[int] = ..., digest: _Optional[str] = ..., order_events: _Optional[int] = ..., trades: _Optional[int] = ..., wall_seconds: _Optional[float] = ..., files: _Optional[_Iterable[str]] = ...) -> None: ...

class MeasurePnlRequest(_message.Message):
    __slots__ = ("scenario", "seed", "seeds", "until", "against")
    SCENARIO_FIELD_NUMBER: _ClassVar[int]
    SEED_FIELD_NUMBER: _ClassVar[int]
    SEEDS_FIELD_NUMBER: _ClassVar[int]
    UNTIL_FIELD_NUMBER: _ClassVar[int]
    AGAINST_FIELD_NUMBER: _ClassVar[int]
    scenario: _scenario_pb2.ScenarioSource
    seed: int
    seeds: int
    until: str
    against: _scenario_pb2.ScenarioSource
    def __init__(self, scenario: _Optional[_Union[_scenario_pb2.ScenarioSource, _Mapping]] = ..., seed: _Optional[int] = ..., seeds: _Optional[int] = ..., until: _Optional[str] = ..., against: _Optional[_Union[_scenario_pb2.ScenarioSource, _Mapping]] = ...) -> None: ...

class MeasurePnlResponse(_message.Message):
    __slots__ = ("progress", "report")
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    REPORT_FIELD_NUMBER: _ClassVar[int]
    progress: _progress_pb2.Progress
    report: PnlReport
    def __init__(self, progress: _Optional[_Union[_progress_pb2.Progress, _Mapping]] = ..., report: _Optional[_Union[PnlReport, _Mapping]] = ...) -> None: ...

class PnlReport(_message.Message):
    __slots__ = ("scenario", "seed", "seeds", "open_nanos", "until_nanos", "agents")
    SCENARIO_FIELD_NUMBER: _ClassVar[int]
    SEED_FIELD_NUMBER: _ClassVar[int]
    SEEDS_FIELD_NUMBER: _ClassVar[int]
    OPEN_NANOS_FIELD_NUMBER: _ClassVar[int]
    UNTIL_NANOS_FIELD_NUMBER: _ClassVar[int]
    AGENTS_FIELD_NUMBER: _ClassVar[int]
    scenario: str
    seed: int
    seeds: int
    open_nanos: int
    until_nanos: int
    agents: _containers.RepeatedCompositeFieldContainer[AgentPnl]
    def __init__(self, scenario: _Optional[str] = ..., seed: _Optional[int] = ..., seeds: _Optional[int] = ..., open_nanos: _Optional[int] = ..., until_nanos: _Optional[int] = ..., agents: _Optional[_Iterable[_Union[AgentPnl, _Mapping]]] = ...) -> None: ...

class AgentPnl(_message.Message):
    __slots__ = ("agent", "type", "count", "pnl", "against", "difference")
    AGENT_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    PNL_FIELD_NUMBER: _ClassVar[int]
    AGAINST_FIELD_NUMBER: _ClassVar[int]
    DIFFERENCE_FIELD_NUMBER: _ClassVar[int]
    agent: str
    type: str
    count: int
    pnl: MeanEstimate
    against: MeanEstimate
    difference: MeanEstimate
    def __init__(self, agent: _Optional[str] = ..., type: _Optional[str] = ..., count: _Optional[int] = ..., pnl: _Optional[_Union[MeanEstimate, _Mapping]] = ..., against: _Optional[_Union[MeanEstimate, _Mapping]] = ..., difference: _Optional[_Union[MeanEstimate, _Mapping]] = ...) -> None: ...

class MeanEstimate(_message.Message):
    __slots__ = ("mean", "ci95_low", "ci95_high")
    MEAN_FIELD_NUMBER: _ClassVar[int]
    CI95_LOW_FIELD_NUMBER: _ClassVar[int]
    CI95_HIGH_FIELD_NUMBER: _ClassVar[int]
    mean: float
    ci95_low: float
    ci95_high: float
    def __init__(self, mean: _Optional[float] = ..., ci95_low: _Optional[float] = ..., ci95_high: _Optional[float] = ...) -> None: ...
