from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class HandshakeRequest(_message.Message):
    __slots__ = ("protocol", "build_version")
    PROTOCOL_FIELD_NUMBER: _ClassVar[int]
    BUILD_VERSION_FIELD_NUMBER: _ClassVar[int]
    protocol: int
    build_version: str
    def __init__(self, protocol: _Optional[int] = ..., build_version: _Optional[str] = ...) -> None: ...

class HandshakeResponse(_message.Message):
    __slots__ = ("protocol", "build_version", "machine")
    class MachineEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    PROTOCOL_FIELD_NUMBER: _ClassVar[int]
    BUILD_VERSION_FIELD_NUMBER: _ClassVar[int]
    MACHINE_FIELD_NUMBER: _ClassVar[int]
    protocol: int
    build_version: str
    machine: _containers.ScalarMap[str, str]
    def __init__(self, protocol: _Optional[int] = ..., build_version: _Optional[str] = ..., machine: _Optional[_Mapping[str, str]] = ...) -> None: ...

class OpenGatewayRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class OpenGatewayResponse(_message.Message):
    __slots__ = ("port", "auth_token")
    PORT_FIELD_NUMBER: _ClassVar[int]
    AUTH_TOKEN_FIELD_NUMBER: _ClassVar[int]
    port: int
    auth_token: str
    def __init__(self, port: _Optional[int] = ..., auth_token: _Optional[str] = ...) -> None: ...
