from quant_trading_gym.transport._proto import progress_pb2 as _progress_pb2
from quant_trading_gym.transport._proto import scenario_pb2 as _scenario_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class RunBenchmarksRequest(_message.Message):
    __slots__ = ("scenario", "quick", "only", "policy_id")
    SCENARIO_FIELD_NUMBER: _ClassVar[int]
    QUICK_FIELD_NUMBER: _ClassVar[int]
    ONLY_FIELD_NUMBER: _ClassVar[int]
    POLICY_ID_FIELD_NUMBER: _ClassVar[int]
    scenario: _scenario_pb2.ScenarioSource
    quick: bool
    only: str
    policy_id: str
    def __init__(self, scenario: _Optional[_Union[_scenario_pb2.ScenarioSource, _Mapping]] = ..., quick: bool = ..., only: _Optional[str] = ..., policy_id: _Optional[str] = ...) -> None: ...

class RunBenchmarksResponse(_message.Message):
    __slots__ = ("progress", "figures")
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    FIGURES_FIELD_NUMBER: _ClassVar[int]
    progress: _progress_pb2.Progress
    figures: BenchmarkFigures
    def __init__(self, progress: _Optional[_Union[_progress_pb2.Progress, _Mapping]] = ..., figures: _Optional[_Union[BenchmarkFigures, _Mapping]] = ...) -> None: ...

class BenchmarkFigures(_message.Message):
    __slots__ = ("name", "steps_per_second", "events_per_second", "order_events_per_second", "bytes_per_event", "microseconds", "median_microseconds", "heap_mib", "live_orders", "fastest_share")
    NAME_FIELD_NUMBER: _ClassVar[int]
    STEPS_PER_SECOND_FIELD_NUMBER: _ClassVar[int]
    EVENTS_PER_SECOND_FIELD_NUMBER: _ClassVar[int]
    ORDER_EVENTS_PER_SECOND_FIELD_NUMBER: _ClassVar[int]
    BYTES_PER_EVENT_FIELD_NUMBER: _ClassVar[int]
    MICROSECONDS_FIELD_NUMBER: _ClassVar[int]
    MEDIAN_MICROSECONDS_FIELD_NUMBER: _ClassVar[int]
    HEAP_MIB_FIELD_NUMBER: _ClassVar[int]
    LIVE_ORDERS_FIELD_NUMBER: _ClassVar[int]
    FASTEST_SHARE_FIELD_NUMBER: _ClassVar[int]
    name: str
    steps_per_second: float
    events_per_second: float
    order_events_per_second: float
    bytes_per_event: float
    microseconds: float
    median_microseconds: float
    heap_mib: float
    live_orders: int
    fastest_share: float
    def __init__(self, name: _Optional[str] = ..., steps_per_second: _Optional[float] = ..., events_per_second: _Optional[float] = ..., order_events_per_second: _Optional[float] = ..., bytes_per_event: _Optional[float] = ..., microseconds: _Optional[float] = ..., median_microseconds: _Optional[float] = ..., heap_mib: _Optional[float] = ..., live_orders: _Optional[int] = ..., fastest_share: _Optional[float] = ...) -> None: ...
