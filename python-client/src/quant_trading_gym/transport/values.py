"""Messages of plain fields as dictionaries, and the files that calls return."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from google.protobuf.message import Message

from quant_trading_gym.errors import ServerError
from quant_trading_gym.transport._proto import progress_pb2


def to_values(message: Message) -> dict[str, Any]:
    """The fields of a message by name; those that are absent are left out."""
    return {
        field.name: getattr(message, field.name)
        for field in message.DESCRIPTOR.fields
        if not field.has_presence or message.HasField(field.name)
    }


def append_chunk(folder: Path, chunk: progress_pb2.FileChunk) -> None:
    """Appends a chunk to its file in `folder`.

    Raises:
        ServerError: The name leads out of the folder.
    """
    if not chunk.name or chunk.name in (".", "..") or {"/", "\\", ":"} & set(chunk.name):
        raise ServerError(f"the server sent a file with the name {chunk.name!r}")
    with (folder / chunk.name).open("ab") as file:
        file.write(chunk.content)
