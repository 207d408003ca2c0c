"""Stream of one vector environment: ordered requests and responses."""

from __future__ import annotations

import os
import threading
import time
import weakref
from collections.abc import Iterator
from dataclasses import replace
from queue import SimpleQueue
from typing import Any, Protocol

from quant_trading_gym import errors
from quant_trading_gym.spec.spaces import EnvironmentSpec
from quant_trading_gym.transport._proto import environment_pb2
from quant_trading_gym.transport.calls import ResponseStream
from quant_trading_gym.transport.displays import Display
from quant_trading_gym.transport.environments import NO_STEP, Connection, CreatedEnvironments, SingleStep
from quant_trading_gym.transport.failures import check_process, two_threads
from quant_trading_gym.transport.rollouts import RolloutBatch, RolloutPlan
from quant_trading_gym.transport.step_arrays import StepArrays
from quant_trading_gym.transport.step_batch import Bools, StepBatch, unpack_reset, unpack_restore, unpack_step

_Requests = SimpleQueue[environment_pb2.RunEnvironmentRequest | None]
_RELEASE_SECONDS = 10.0
"""Timeout for the server to process the cancellation of a stream."""


class _Connection(Connection, Protocol):
    """The part of `ClientConnection` that a stream uses."""

    def open_stream(
        self, requests: Iterator[environment_pb2.RunEnvironmentRequest]
    ) -> ResponseStream[environment_pb2.RunEnvironmentResponse]: ...


class _Line:
    """One gRPC stream of an environment: a queue of requests, and their responses."""

    def __init__(self, connection: _Connection, environment_id: str) -> None:
        self._introduction = environment_id  # sent with the first request
        self._number = 0  # of the last request
        self._requests: _Requests = SimpleQueue()
        self._responses = connection.open_stream(iter(self._requests.get, None))

    def send(self, request: environment_pb2.RunEnvironmentRequest) -> None:
        if self._introduction:
            request.environment_id = self._introduction
            self._introduction = ""
        self._number += 1
        request.number = self._number
        self._requests.put(request)

    def receive(self) -> environment_pb2.RunEnvironmentResponse:
        """Returns the response to the last request.

        Raises:
            ServerError: The response belongs to another request.
        """
        response = next(self._responses)
        if response.number != self._number:
            number, expected = response.number, f"{self._number}, the number of the request"
            raise errors.invalid(
                errors.ServerError, "number", number, expected, reason="a response was lost or doubled"
            )
        return response

    def cancel(self) -> None:
        """Cancels the call in progress; the server is notified."""
        self.end()
        self._responses.cancel()

    def end(self) -> None:
        """Ends the requests. May run on any thread, also inside the garbage collector."""
        self._requests.put(None)


class EnvironmentStream:
    """The environments of one `CreateEnvironment` call: see the protocol `Environments`.

    After an interrupted call (Ctrl-C), the state of the environments is unknown. They must be reset; the reset opens a
    new line to the server.
    """

    def __init__(self, connection: _Connection, created: CreatedEnvironments) -> None:
        self.spec: EnvironmentSpec = created.spec
        self._created = created
        self._num_envs = created.num_envs
        self._connection = connection
        self._id = created.environment_id
        self._pid = os.getpid()
        self._failure: errors.Error | None = None
        self._lock = threading.Lock()
        self._caller: threading.Thread | None = None  # the call whose response is pending
        self._interrupted = False
        self._out: StepArrays | None = None  # for the results of the step that was sent
        self._lines = [_Line(connection, self._id)]  # a single one; the finalizer must not hold the stream
        self._finalizer = weakref.finalize(self, _abandon, connection, self._id, self._lines, self._pid)
        self._finalizer.atexit = False

    @property
    def is_closed(self) -> bool:
        """Whether `close` was called."""
        return not self._finalizer.alive

    def step(self, actions: bytes, out: StepArrays | None = None) -> StepBatch:
        """Sends the actions of one step and waits for its result."""
        self.send_step(actions, out)
        return self.receive_step()

    def send_step(self, actions: bytes, out: StepArrays | None = None) -> None:
        """Sends the actions of one step; `receive_step` waits for its result."""
        self._send(environment_pb2.RunEnvironmentRequest(step=environment_pb2.StepCommand(actions=actions)))
        self._out = out

    def receive_step(self) -> StepBatch:
        """Waits for the result of the step that was sent.

        Raises:
            Error: None was sent.
            ActionError: The server rejected the actions. The state is unchanged.
            ResetNeeded: An environment has to be reset first.
            ServerError: The server terminated. Every later call raises the same error.
        """
        if self._caller is None:
            self._check_turn()
            raise errors.Error(NO_STEP)
        message, out = self._receive().step, self._out
        self._out = None
        return unpack_step(message, self._num_envs, out)

    def step_one(self, action: Any) -> SingleStep:
        """Steps the only environment: observation (d,), reward, terminated, truncated, info."""
        batch = self.step(self.spec.action.encode(action))
        terminated, truncated = bool(batch.terminated[0]), bool(batch.truncated[0])
        return batch.observations[0], float(batch.rewards[0]), terminated, truncated, batch.infos[0].values

    def reset(self, seeds: list[int] | None = None, mask: bytes = b"") -> StepBatch:
        """Starts the next episode, of all environments or of those that `mask` marks with 1.

        After an interrupted call, all environments must be reset.
        """
        command = environment_pb2.ResetCommand(seeds=seeds or (), mask=mask)
        request = environment_pb2.RunEnvironmentRequest(reset=command)
        deadline = time.monotonic() + _RELEASE_SECONDS
        while True:
            revives = self._send(request, revives=not mask)
            try:
                return unpack_reset(self._receive().reset, self._num_envs)
            except errors.ArgumentError as refusal:
                # The server may not yet have processed the cancellation of the interrupted line.
                if not revives or "environment_id" not in str(refusal) or time.monotonic() > deadline:
                    raise
                self._interrupted = True
                time.sleep(0.01)

    def collect(self, plan: RolloutPlan) -> RolloutBatch:
        """Plays steps on the server with a policy that is being trained."""
        self._check_usable()
        with self._lock:
            self._check_turn()
            self._caller = threading.current_thread()
        try:
            batch = self._connection.collect_rollout(self._created, plan)
        except errors.Error:
            self._caller = None
            raise
        self._caller = None  # it stays after Ctrl-C: the call was interrupted
        return batch

    def action_masks(self) -> Bools:
        """Returns which choices of the next action would have an effect."""
        self._check_idle()
        return self._connection.action_masks(self._created)

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

    def display(self) -> Display:
        """Returns the state of the first environment for a picture."""
        self._check_idle()
        return self._connection.display_environment(self._id)

    def fork(self) -> EnvironmentStream:
        """Copies the environments in their current state; returns the stream of the copies.

        Raises:
            ResetNeeded: No episode has started.
        """
        self._check_idle()
        twin = replace(self._created, environment_id=self._connection.fork_environment(self._id))
        return EnvironmentStream(self._connection, twin)

    def close(self) -> None:
        """Closes the stream and the environment. A second call, or a call in a forked child, has no effect."""
        if self._finalizer.detach() is None or self._pid != os.getpid():
            return
        self._lines[0].end()
        if self._failure is not None or self._interrupted or self._caller is not None:
            self._connection.abandon(self._id)  # it may be busy with what nobody waits for any more
        elif not self._connection.is_broken:
            self._connection.close_environment(self._id)

    def _check_usable(self) -> None:
        check_process(self._pid)
        if self.is_closed:
            raise errors.Error("the environment is closed")
        if self._failure is not None:
            raise self._failure

    def _check_idle(self) -> None:
        """Rejects a call while another one is in progress, or after one that was interrupted."""
        self._check_usable()
        with self._lock:
            self._check_turn()

    def _send(self, request: environment_pb2.RunEnvironmentRequest, *, revives: bool = False) -> bool:
        """Sends a request. If the last call was interrupted, opens a new line first and returns True.

        Args:
            request: Request to send.
            revives: Whether the request is permitted after an interrupted call because it defines the state.
        """
        self._check_usable()
        with self._lock:
            self._check_turn(revives=revives)
            interrupted = self._interrupted
            if interrupted:
                self._lines[0].cancel()
                self._lines[0] = _Line(self._connection, self._id)
                self._interrupted = False
            self._caller = threading.current_thread()
            self._lines[0].send(request)
        return interrupted

    def _check_turn(self, *, revives: bool = False) -> None:
        """Rejects a second thread. After an interrupted call, rejects every request except a reset."""
        caller, current = self._caller, threading.current_thread()
        if caller is not None:
            if caller is not current and caller.is_alive():
                raise two_threads(caller, current)
            self._caller, self._interrupted = None, True
        if self._interrupted and not revives:
            raise errors.ResetNeeded("the last call was interrupted before its response arrived: call reset()")

    def _receive(self) -> environment_pb2.RunEnvironmentResponse:
        caller = self._caller
        if caller is not None and caller is not threading.current_thread():
            raise two_threads(caller, threading.current_thread())
        self._interrupted = True  # Ctrl-C: a late response could be mistaken for the response to the next call
        try:
            response = self._lines[0].receive()
            self._interrupted = False
        except StopIteration:
            self._failure = errors.ServerError("the server ended the stream of this environment")
            raise self._failure from None
        except errors.Error as error:
            self._failure = error
            raise
        finally:
            self._caller = None
        if response.HasField("error"):
            refusal = response.error
            message = refusal.message + (self._connection.log_hint if refusal.reason == "INTERNAL" else "")
            raise errors.from_reason(
                refusal.reason, message, field=refusal.field, value=refusal.value, allowed=refusal.allowed
            )
        return response


def _abandon(connection: _Connection, environment_id: str, lines: list[_Line], pid: int) -> None:
    # Runs inside the garbage collector, on any thread: no call is made here.
    if pid == os.getpid():
        lines[0].end()
        connection.abandon(environment_id)
