"""Client of ReplayService: sends recorded orders."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from google.protobuf.message import Message

from quant_trading_gym.errors import ServerError
from quant_trading_gym.transport._proto import replay_pb2
from quant_trading_gym.transport.values import to_values

if TYPE_CHECKING:
    from quant_trading_gym.base.progress import ProgressListener
    from quant_trading_gym.transport.connection import ClientConnection


def replay_lobster(
    connection: ClientConnection,
    messages: tuple[str, Iterable[bytes]],
    order_book: tuple[str, Iterable[bytes]],
    *,
    levels: int = 0,
    on_progress: ProgressListener | None = None,
) -> dict[str, Any]:
    """Compares the replayed book with the published book.

    Args:
        connection: Connection to the server that replays the messages.
        messages: Name (for errors) and content of the message file.
        order_book: Name (for errors) and content of the order book file.
        levels: Required number of price levels of the order book; 0 takes the number in its first row.
        on_progress: Callback with a fraction in [0, 1] and a text.
    """
    request = replay_pb2.ReplayLobsterRequest

    def parts() -> Iterator[Message]:
        names = {"messages_name": messages[0], "order_book_name": order_book[0]}
        yield request(start=replay_pb2.ReplayLobsterStart(levels=levels, **names))
        for chunk in messages[1]:
            yield request(messages=chunk)
        for chunk in order_book[1]:
            yield request(order_book=chunk)

    return _replay(
        connection, "ReplayService/ReplayLobster", parts, request, replay_pb2.ReplayLobsterResponse, on_progress
    )


def replay_orders(
    connection: ClientConnection,
    name: str,
    content: Iterable[bytes],
    *,
    on_progress: ProgressListener | None = None,
) -> dict[str, Any]:
    """Replays a stream of orders through the book; errors contain the file name `name`."""
    request = replay_pb2.ReplayOrdersRequest

    def parts() -> Iterator[Message]:
        yield request(start=replay_pb2.ReplayOrdersStart(name=name))
        for chunk in content:
            yield request(content=chunk)

    return _replay(
        connection, "ReplayService/ReplayOrders", parts, request, replay_pb2.ReplayOrdersResponse, on_progress
    )


def _replay(
    connection: ClientConnection,
    path: str,
    parts: Callable[[], Iterator[Message]],
    request: type[Message],
    response: type[Any],
    on_progress: ProgressListener | None,
) -> dict[str, Any]:
    """Returns the result of a replay. Raises errors of the gRPC thread that reads the parts in the calling thread."""
    failures: list[BaseException] = []

    def sent() -> Iterator[Message]:
        try:
            yield from parts()
        except Exception as problem:
            failures.append(problem)

    try:
        for answer in connection.channel.exchange(path, sent(), request, response):
            if failures:
                break
            if answer.HasField("result"):
                return to_values(answer.result)
            if on_progress is not None:
                on_progress(answer.progress.fraction, answer.progress.text)
    except Exception:
        if not failures:
            raise
    if failures:
        raise failures[0]
    raise ServerError("the replay ended without a result")
