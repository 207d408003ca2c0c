"""A server under invalid messages: it keeps running and responding, and its resource use does not grow."""

from __future__ import annotations

import contextlib
import random
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import grpc
import pytest
from kit.hostile_messages import Method, message, methods
from kit.served import Served, served

pytestmark = pytest.mark.slow

CLIENTS = 4
CALL_SECONDS = 0.4
ANSWER_SECONDS = 1.0
MIB_PER_SERVER = 2_600  # a heap of 1 GiB, its collector, code, threads, and the native memory of policies
THREADS_PER_SERVER = 120
LOG_BYTES = 1 << 20


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with served() as running:
        yield running


def _send(channel: grpc.Channel, method: Method, source: random.Random, metadata: object) -> None:
    """Sends one message, or a few if the client streams; the server may respond, reject, or wait for more."""
    count = source.choice((1, 1, 2, 4)) if method.client_streams else 1
    messages = [message(method, source) for _ in range(count)]
    kind = ("stream" if method.client_streams else "unary") + "_" + ("stream" if method.server_streams else "unary")
    call = getattr(channel, kind)(method.path)
    with contextlib.suppress(grpc.RpcError):
        answer = call(iter(messages) if method.client_streams else messages[0], metadata=metadata, timeout=CALL_SECONDS)
        if method.server_streams:
            next(answer, None)
            answer.cancel()


def _flood(server: Served, seed: int, count: int) -> None:
    source = random.Random(seed)
    every = methods()
    channel = server.channel()
    for turn in range(count):
        _send(channel, source.choice(every), source, server.metadata)
        if turn % 500 == 499:  # objects of a connection end with it
            channel.close()
            channel = server.channel()
    channel.close()


def _assert_well(server: Served) -> None:
    assert server.process.poll() is None, server.log.read_text()[-2_000:]
    deadline = time.monotonic() + 20  # a cancelled command ends with its slice
    while server.threads > THREADS_PER_SERVER and time.monotonic() < deadline:
        time.sleep(0.2)
    assert server.health_seconds() <= ANSWER_SECONDS
    assert server.threads <= THREADS_PER_SERVER
    assert server.resident_mib <= MIB_PER_SERVER
    assert server.log_bytes <= LOG_BYTES


def _survives(server: Served, messages: int) -> None:
    slowest = 0.0
    stop = threading.Event()

    def watch() -> None:
        nonlocal slowest
        while not stop.wait(0.5):
            slowest = max(slowest, server.health_seconds())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        with ThreadPoolExecutor(CLIENTS) as pool:
            list(pool.map(lambda i: _flood(server, i, messages // CLIENTS), range(CLIENTS)))
    finally:
        stop.set()
        watcher.join()
    _assert_well(server)
    print(
        f"{messages} messages; slowest health answer {slowest:.2f} s; {server.resident_mib:.0f} MiB, "
        f"{server.threads} threads, log {server.log_bytes} bytes"
    )
    assert slowest <= ANSWER_SECONDS * 2  # two clients of this test share the machine's cores with the server


def _throw_bytes(server: Served, count: int) -> None:
    """Raw bytes on the port: not HTTP/2, or its preface without frames."""
    host, port = server.address.split(":")
    source = random.Random(1)
    sent = 0
    while sent < count:
        with socket.create_connection((host, int(port)), timeout=5) as connection:
            block = source.randbytes(min(count - sent, source.choice((1, 10, 1_000, 20_000))))
            preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" if source.random() < 0.5 else b""
            with contextlib.suppress(OSError):
                connection.sendall(preface + block)
            sent += len(block)


def test_methods_of_every_service_are_found() -> None:
    services = {method.path.split("/")[1] for method in methods()}
    assert {"quanttradinggym.v1.EnvironmentService", "quanttradinggym.v1.WatchService"} <= services
    assert len(methods()) > 15


def test_two_thousand_hostile_messages(server: Served) -> None:
    _survives(server, 2_000)


def test_random_bytes_on_the_port(server: Served) -> None:
    _throw_bytes(server, 10_000)
    _assert_well(server)


@pytest.mark.long
def test_two_hundred_thousand_hostile_messages(server: Served) -> None:
    _survives(server, 200_000)


@pytest.mark.long
def test_a_hundred_thousand_random_bytes_on_the_port(server: Served) -> None:
    _throw_bytes(server, 100_000)
    _assert_well(server)
