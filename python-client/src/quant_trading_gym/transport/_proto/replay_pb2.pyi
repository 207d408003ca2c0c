from quant_trading_gym.transport._proto import progress_pb2 as _progress_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ReplayLobsterRequest(_message.Message):
    __slots__ = ("start", "messages", "order_book")
    START_FIELD_NUMBER: _ClassVar[int]
    MESSAGES_FIELD_NUMBER: _ClassVar[int]
    ORDER_BOOK_FIELD_NUMBER: _ClassVar[int]
    start: ReplayLobsterStart
    messages: bytes
    order_book: bytes
    def __init__(self, start: _Optional[_Union[ReplayLobsterStart, _Mapping]] = ..., messages: _Optional[bytes] = ..., order_book: _Optional[bytes] = ...) -> None: ...

class ReplayLobsterStart(_message.Message):
    __slots__ = ("messages_name", "order_book_name", "levels")
    MESSAGES_NAME_FIELD_NUMBER: _ClassVar[int]
    ORDER_BOOK_NAME_FIELD_NUMBER: _ClassVar[int]
    LEVELS_FIELD_NUMBER: _ClassVar[int]
    messages_name: str
    order_book_name: str
    levels: int
    def __init__(self, messages_name: _Optional[str] = ..., order_book_name: _Optional[str] = ..., levels: _Optional[int] = ...) -> None: ...

class ReplayLobsterResponse(_message.Message):
    __slots__ = ("progress", "result")
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    progress: _progress_pb2.Progress
    result: LobsterComparison
    def __init__(self, progress: _Optional[_Union[_progress_pb2.Progress, _Mapping]] = ..., result: _Optional[_Union[LobsterComparison, _Mapping]] = ...) -> None: ...

class LobsterComparison(_message.Message):
    __slots__ = ("rows", "levels", "full_depth_match", "best_match", "sweeps", "sweeps_reproduced", "fifo_heads_known", "fifo_heads_matched", "adopted_levels")
    ROWS_FIELD_NUMBER: _ClassVar[int]
    LEVELS_FIELD_NUMBER: _ClassVar[int]
    FULL_DEPTH_MATCH_FIELD_NUMBER: _ClassVar[int]
    BEST_MATCH_FIELD_NUMBER: _ClassVar[int]
    SWEEPS_FIELD_NUMBER: _ClassVar[int]
    SWEEPS_REPRODUCED_FIELD_NUMBER: _ClassVar[int]
    FIFO_HEADS_KNOWN_FIELD_NUMBER: _ClassVar[int]
    FIFO_HEADS_MATCHED_FIELD_NUMBER: _ClassVar[int]
    ADOPTED_LEVELS_FIELD_NUMBER: _ClassVar[int]
    rows: int
    levels: int
    full_depth_match: float
    best_match: float
    sweeps: int
    sweeps_reproduced: int
    fifo_heads_known: int
    fifo_heads_matched: int
    adopted_levels: int
    def __init__(self, rows: _Optional[int] = ..., levels: _Optional[int] = ..., full_depth_match: _Optional[float] = ..., best_match: _Optional[float] = ..., sweeps: _Optional[int] = ..., sweeps_reproduced: _Optional[int] = ..., fifo_heads_known: _Optional[int] = ..., fifo_heads_matched: _Optional[int] = ..., adopted_levels: _Optional[int] = ...) -> None: ...

class ReplayOrdersRequest(_message.Message):
    __slots__ = ("start", "content")
    START_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    start: ReplayOrdersStart
    content: bytes
    def __init__(self, start: _Optional[_Union[ReplayOrdersStart, _Mapping]] = ..., content: _Optional[bytes] = ...) -> None: ...

class ReplayOrdersStart(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class ReplayOrdersResponse(_message.Message):
    __slots__ = ("progress", "result")
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    progress: _progress_pb2.Progress
    result: OrderStreamResult
    def __init__(self, progress: _Optional[_Union[_progress_pb2.Progress, _Mapping]] = ..., result: _Optional[_Union[OrderStreamResult, _Mapping]] = ...) -> None: ...

class OrderStreamResult(_message.Message):
    __slots__ = ("messages", "trades", "volume", "trade_hash", "messages_per_second", "final_live_orders", "final_live_quantity", "final_best_bid", "final_best_ask", "final_levels")
    MESSAGES_FIELD_NUMBER: _ClassVar[int]
    TRADES_FIELD_NUMBER: _ClassVar[int]
    VOLUME_FIELD_NUMBER: _ClassVar[int]
    TRADE_HASH_FIELD_NUMBER: _ClassVar[int]
    MESSAGES_PER_SECOND_FIELD_NUMBER: _ClassVar[int]
    FINAL_LIVE_ORDERS_FIELD_NUMBER: _ClassVar[int]
    FINAL_LIVE_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    FINAL_BEST_BID_FIELD_NUMBER: _ClassVar[int]
    FINAL_BEST_ASK_FIELD_NUMBER: _ClassVar[int]
    FINAL_LEVELS_FIELD_NUMBER: _ClassVar[int]
    messages: int
    trades: int
    volume: int
    trade_hash: str
    messages_per_second: float
    final_live_orders: int
    final_live_quantity: int
    final_best_bid: int
    final_best_ask: int
    final_levels: int
    def __init__(self, messages: _Optional[int] = ..., trades: _Optional[int] = ..., volume: _Optional[int] = ..., trade_hash: _Optional[str] = ..., messages_per_second: _Optional[float] = ..., final_live_orders: _Optional[int] = ..., final_live_quantity: _Optional[int] = ..., final_best_bid: _Optional[int] = ..., final_best_ask: _Optional[int] = ..., final_levels: _Optional[int] = ...) -> None: ...
