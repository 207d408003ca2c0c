"""Messages for every method of the server: random bytes, damaged messages, and valid ones with absurd values."""

from __future__ import annotations

import importlib
import pkgutil
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from google.protobuf.descriptor import FieldDescriptor, MethodDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from quant_trading_gym.transport import _proto

_NAMES = (
    "",
    "market-making",
    "rmsc04",
    "no-such-thing",
    "../../etc/passwd",
    "\0",
    "ü" * 50,
    "[" * 2_000,
    "{" * 2_000,
    "*a",
)
_NUMBERS = (0, 1, 2, 7, 64, 65_536, 2**31 - 1, -1, -(2**31))
_LONG_NUMBERS = (*_NUMBERS, 2**63 - 1, -(2**63))
_FLOATS = (0.0, 1.0, -1.0, 1e308, -1e308, float("nan"), float("inf"))
_INTEGERS = {
    FieldDescriptor.TYPE_INT32: _NUMBERS,
    FieldDescriptor.TYPE_SINT32: _NUMBERS,
    FieldDescriptor.TYPE_SFIXED32: _NUMBERS,
    FieldDescriptor.TYPE_INT64: _LONG_NUMBERS,
    FieldDescriptor.TYPE_SINT64: _LONG_NUMBERS,
    FieldDescriptor.TYPE_SFIXED64: _LONG_NUMBERS,
    FieldDescriptor.TYPE_UINT32: tuple(value % 2**32 for value in _NUMBERS),
    FieldDescriptor.TYPE_FIXED32: tuple(value % 2**32 for value in _NUMBERS),
    FieldDescriptor.TYPE_UINT64: tuple(value % 2**64 for value in _LONG_NUMBERS),
    FieldDescriptor.TYPE_FIXED64: tuple(value % 2**64 for value in _LONG_NUMBERS),
}
_DEPTH = 4


@dataclass(frozen=True)
class Method:
    """A method of the server and its streaming kind."""

    path: str
    request: type[Message]
    client_streams: bool
    server_streams: bool


def methods() -> list[Method]:
    """Every method of the protocol, by path."""
    found = [
        _method(method) for file in _files() for service in file.services_by_name.values() for method in service.methods
    ]
    return sorted(found, key=lambda method: method.path)


def _files() -> Iterator[Any]:
    for module in pkgutil.iter_modules(_proto.__path__):
        yield importlib.import_module(f"{_proto.__name__}.{module.name}").DESCRIPTOR


def _method(method: MethodDescriptor) -> Method:
    path = f"/{method.containing_service.full_name}/{method.name}"
    return Method(path, GetMessageClass(method.input_type), method.client_streaming, method.server_streaming)


def message(method: Method, source: random.Random) -> bytes:
    """Returns the bytes of one message; the three kinds are equally likely."""
    kind = source.randrange(3)
    if kind == 0:
        return source.randbytes(source.choice((0, 1, 5, 40, 400, 4_000)))
    valid = absurd(method.request, source).SerializeToString()
    return damaged(valid, source) if kind == 1 else valid


def absurd(kind: type[Message], source: random.Random, depth: int = 0) -> Message:
    """Returns a valid message with absurd values."""
    result = kind()
    for field in kind.DESCRIPTOR.fields:
        if source.random() < 0.4:
            continue
        if field.is_repeated and _is_map(field):
            _fill_map(getattr(result, field.name), field, source)
        elif field.is_repeated:
            values = [_value(field, source, depth) for _ in range(source.choice((0, 1, 3)))]
            getattr(result, field.name).extend(value for value in values if value is not None)
        else:
            _set(result, field, _value(field, source, depth))
    return result


def damaged(valid: bytes, source: random.Random) -> bytes:
    """The bytes with a few of them changed, dropped or doubled."""
    content = bytearray(valid)
    for _ in range(source.randrange(1, 6)):
        if not content:
            break
        at = source.randrange(len(content))
        match source.randrange(4):
            case 0:
                content[at] = source.randrange(256)
            case 1:
                del content[at:]
            case 2:
                content[at:at] = content[at : at + 20]
            case _:
                content[at] ^= 1 << source.randrange(8)
    return bytes(content)


def _is_map(field: FieldDescriptor) -> bool:
    return field.message_type is not None and field.message_type.GetOptions().map_entry


def _fill_map(target: Any, field: FieldDescriptor, source: random.Random) -> None:
    key, value = field.message_type.fields
    for _ in range(source.randrange(3)):
        filled = _value(value, source, _DEPTH)
        if value.message_type is None and filled is not None:
            target[_value(key, source, _DEPTH)] = filled


def _set(result: Message, field: FieldDescriptor, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, Message):
        getattr(result, field.name).CopyFrom(value)
    else:
        setattr(result, field.name, value)


def _value(field: FieldDescriptor, source: random.Random, depth: int) -> Any:
    if field.type == FieldDescriptor.TYPE_MESSAGE:
        return absurd(GetMessageClass(field.message_type), source, depth + 1) if depth < _DEPTH else None
    if field.type == FieldDescriptor.TYPE_STRING:
        return source.choice(_NAMES)
    if field.type == FieldDescriptor.TYPE_BYTES:
        return source.randbytes(source.choice((0, 3, 64, 1_000)))
    if field.type == FieldDescriptor.TYPE_BOOL:
        return source.random() < 0.5
    if field.type == FieldDescriptor.TYPE_ENUM:
        return source.choice(field.enum_type.values).number
    if field.type in _INTEGERS:
        return source.choice(_INTEGERS[field.type])
    return source.choice(_FLOATS)
