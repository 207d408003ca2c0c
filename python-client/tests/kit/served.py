"""A server in a process of its own, as an operator starts it, and what it uses of the machine."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import grpc

from quant_trading_gym._version import PROTOCOL, __version__
from quant_trading_gym.jvm.java import java_command, java_environment
from quant_trading_gym.transport._proto import session_pb2

_HEALTH = b""  # an empty HealthCheckRequest: the server as a whole
_SERVING = b"\x08\x01"


@dataclass(frozen=True)
class Served:
    """Address, token and process of a running server."""

    address: str
    token: str
    token_file: Path
    process: subprocess.Popen[str]
    log: Path

    def channel(self, *, handshake: bool = True) -> grpc.Channel:
        """A connection of its own, after the handshake."""
        options = [("grpc.use_local_subchannel_pool", 1), ("grpc.max_receive_message_length", -1)]
        channel = grpc.insecure_channel(self.address, options=options)
        if handshake:
            request = session_pb2.HandshakeRequest(protocol=PROTOCOL, build_version=__version__)
            call = channel.unary_unary("/quanttradinggym.v1.SessionService/Handshake")
            call(request.SerializeToString(), metadata=self.metadata, timeout=10)
        return channel

    @property
    def options(self) -> dict[str, str]:
        """Keyword arguments of environments and connections that lead to this server."""
        return {"address": self.address, "token": self.token}

    @property
    def metadata(self) -> tuple[tuple[str, str], ...]:
        return (("authorization", f"Bearer {self.token}"),)

    def health_seconds(self) -> float:
        """Time until the server says on a new connection that it serves."""
        start = time.monotonic()
        with self.channel(handshake=False) as channel:
            check = channel.unary_unary("/grpc.health.v1.Health/Check")
            assert check(_HEALTH, metadata=self.metadata, timeout=10) == _SERVING
        return time.monotonic() - start

    @property
    def resident_mib(self) -> float:
        return self._status("VmRSS") / 1024

    @property
    def threads(self) -> int:
        return self._status("Threads")

    @property
    def log_bytes(self) -> int:
        return self.log.stat().st_size

    def _status(self, key: str) -> int:
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(key + ":"):
                return int(line.split()[1])
        raise KeyError(key)


@contextlib.contextmanager
def served(*, heap: str = "1g", class_path: Path | None = None) -> Iterator[Served]:
    """Starts `serve` on a free port, with further classes on its class path, and ends it."""
    with tempfile.TemporaryDirectory() as folder:
        token_file, log = Path(folder) / "token", Path(folder) / "log"
        command = java_command("serve", "--port", "0", "--token-file", str(token_file), heap=heap)
        if class_path is not None:
            command[command.index("-cp") + 1] += f"{os.pathsep}{class_path}"
        with log.open("w") as errors:
            process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=errors, text=True, env=java_environment()
            )
        assert process.stdout is not None
        try:
            address = json.loads(process.stdout.readline())["address"]
            yield Served(address, token_file.read_text().strip(), token_file, process, log)
        finally:
            process.kill()
            process.communicate()
