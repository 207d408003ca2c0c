"""Stream of one vector environment: ordered requests and responses."""

from __future__ import annotations

import os
import weakref
from collections.abc import Iterator
from dataclasses import replace
from queue import SimpleQueue
from typing import Any, Protocol

from quant_trading_gym import errors
from quant_trading_gym.spec.spaces import EnvironmentSpec
from quant_trading_gym.transport._proto import environment_pb2
from quant_trading_gym.transport.environments import Connection, CreatedEnvironments, SingleStep
from quant_trading_gym.transport.failures import check_process
from quant_trading_gym.transport.step_batch import StepBatch, unpack_reset, unpack_restore, unpack_step

_Requests = SimpleQueue[environment_pb2.RunEnvironmentRequest | None]


class _Connection(Connection, Protocol):
    """The part of `ClientConnection` that a stream uses."""

    def open_stream(
        self, requests: Iterator[environment_pb2.RunEnvironmentRequest]
    ) -> Iterator[environment_pb2.RunEnvironmentResponse]: ...


class EnvironmentStream:
    """The environments of one `CreateEnvironment` call: see the protocol `Environments`."""

    def __init__(self, connection: _Connection, created: CreatedEnvironments) -> None:
        self.spec: EnvironmentSpec = created.spec
        self._created = created
        self._num_envs = created.num_envs
        self._connection = connection
        self._id = created.environment_id
        self._introduction = self._id  # sent with the first request
        self._pid = os.getpid()
        self._failure: errors.Error | None = None
        self._awaited = False  # True between a request and its response
        self._requests: _Requests = SimpleQueue()
        self._responses = connection.open_stream(iter(self._requests.get, None))
        self._finalizer = weakref.finalize(self, _abandon, connection, self._id, self._requests, self._pid)
        self._finalizer.atexit = False

    @property
    def is_closed(self) -> bool:
        """Whether `close` was called."""
        return not self._finalizer.alive

    def send_step(self, actions: bytes) -> None:
        """Sends the actions of one step; `receive_step` waits for its result."""
        self._send(environment_pb2.RunEnvironmentRequest(step=environment_pb2.StepCommand(actions=actions)))

    def receive_step(self) -> StepBatch:
        """Waits for the result of the step that was sent.

        Raises:
            ActionError: The server rejected the actions. The state is unchanged.
            ResetNeeded: An environment has to be reset first.
            ServerError: The server terminated. Every later call raises the same error.
        """
        return unpack_step(self._receive().step, self._num_envs)

    def step_one(self, action: Any) -> SingleStep:
        """Steps the only environment: observation (d,), reward, terminated, truncated, info."""
        self.send_step(self.spec.action.encode(action))
        batch = self.receive_step()
        terminated, truncated = bool(batch.terminated[0]), bool(batch.truncated[0])
        return batch.observations[0], float(batch.rewards[0]), terminated, truncated, batch.infos[0].values

    def reset(self, seeds: list[int] | None = None, mask: bytes = b"") -> StepBatch:
        """Starts the next episode in all environments, or in the environments with 1 in `mask`."""
        command = environment_pb2.ResetCommand(seeds=seeds or (), mask=mask)
        self._send(environment_pb2.RunEnvironmentRequest(reset=command))
        return unpack_reset(self._receive().reset, self._num_envs)

    def snapshot(self, index: int = 0) -> bytes:
        """Returns the whole state of one environment.

        Raises:
            ResetNeeded: No episode has started.
        """
        command = environment_pb2.SnapshotCommand(index=index)
        self._send(environment_pb2.RunEnvironmentRequest(snapshot=command))
        return self._receive().snapshot.snapshot

    def restore(self, snapshot: bytes, index: int = 0) -> StepBatch:
        """Restores a saved state in one environment.

        Raises:
            ArgumentError: The snapshot is damaged, or of another version, build or scenario. The state is unchanged.
        """
        command = environment_pb2.RestoreCommand(index=index, snapshot=snapshot)
        self._send(environment_pb2.RunEnvironmentRequest(restore=command))
        return unpack_restore(self._receive().restore, self._num_envs)

    def fork(self) -> EnvironmentStream:
        """Copies the environments in their current state; returns the stream of the copies.

        Raises:
            ResetNeeded: No episode has started.
        """
        self._check_usable()
        twin = replace(self._created, environment_id=self._connection.fork_environment(self._id))
        return EnvironmentStream(self._connection, twin)

    def close(self) -> None:
        """Closes the stream and the environment. A second call, or a call in a forked child, has no effect."""
        if self._finalizer.detach() is None or self._pid != os.getpid():
            return
        self._requests.put(None)
        if self._failure is not None:
            self._connection.abandon(self._id)  # the server may still process a pending request
        elif not self._connection.is_broken:
            self._connection.close_environment(self._id)

    def _check_usable(self) -> None:
        check_process(self._pid)
        if self.is_closed:
            raise errors.Error("the environment is closed")
        if self._failure is not None:
            raise self._failure

    def _send(self, request: environment_pb2.RunEnvironmentRequest) -> None:
        self._check_usable()
        if self._awaited:
            self._failure = _interrupted()
            raise self._failure
        if self._introduction:
            request.environment_id = self._introduction
            self._introduction = ""
        self._awaited = True
        self._requests.put(request)

    def _receive(self) -> environment_pb2.RunEnvironmentResponse:
        try:
            response = next(self._responses)
        except StopIteration:
            self._failure = errors.ServerError("the server ended the stream of this environment")
            raise self._failure from None
        except errors.Error as error:
            self._failure = error
            raise
        except BaseException:  # Ctrl-C: the pending response would be taken for that of the next call
            self._failure = _interrupted()
            raise
        self._awaited = False
        if response.HasField("error"):
            refusal = response.error
            message = refusal.message + (self._connection.log_hint if refusal.reason == "INTERNAL" else "")
            raise errors.from_reason(
                refusal.reason, message, field=refusal.field, value=refusal.value, allowed=refusal.allowed
            )
        return response


def _interrupted() -> errors.Error:
    return errors.Error("a call to this environment was interrupted before its response arrived: create a new one")


def _abandon(connection: _Connection, environment_id: str, requests: _Requests, pid: int) -> None:
    # Runs inside the garbage collector, on any thread: no call is made here.
    if pid == os.getpid():
        requests.put(None)
        connection.abandon(environment_id)
