"""Converts flat messages to dictionaries, and writes received files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from google.protobuf.message import Message

from quant_trading_gym.errors import ServerError
from quant_trading_gym.transport._proto import progress_pb2


def to_values(message: Message) -> dict[str, Any]:
    """Returns the fields of a message by name; absent fields are omitted."""
    return {
        field.name: getattr(message, field.name)
        for field in message.DESCRIPTOR.fields
        if not field.has_presence or message.HasField(field.name)
    }


def append_chunk(folder: Path, chunk: progress_pb2.FileChunk) -> None:
    """Appends a chunk to its file in `folder`.

    Raises:
        ServerError: The name contains a path.
    """
    if not chunk.name or chunk.name in (".", "..") or {"/", "\\", ":"} & set(chunk.name):
        raise ServerError(f'chunk.name: got "{chunk.name}", expected a file name without a path')
    with (folder / chunk.name).open("ab") as file:
        file.write(chunk.content)
