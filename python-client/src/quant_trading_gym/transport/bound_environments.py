"""Environments of an engine on this machine: a step is a function call on arrays that both sides see."""

from __future__ import annotations

import atexit
import os
import threading
import weakref
from dataclasses import replace
from faulthandler import is_enabled
from typing import Any

import numpy as np

from quant_trading_gym import errors
from quant_trading_gym.spec.spaces import ActionKind, EnvironmentSpec
from quant_trading_gym.transport.bound_arrays import BoundArrays
from quant_trading_gym.transport.bound_engine import UNFINISHED, BoundEngine, Function
from quant_trading_gym.transport.displays import Display
from quant_trading_gym.transport.environments import NO_STEP, Connection, CreatedEnvironments, SingleStep
from quant_trading_gym.transport.failures import check_process, two_threads
from quant_trading_gym.transport.rollouts import RolloutBatch, RolloutPlan
from quant_trading_gym.transport.step_arrays import StepArrays
from quant_trading_gym.transport.step_batch import Bools, Float32, StepBatch, standing

# Up to so many environments, a step is shorter than a switch between Python's threads.
_KEEPING_GIL = 16
_INTEGERS = frozenset({int, np.int64, np.int32})


class BoundEnvironments:
    """The environments of one `CreateEnvironment` call: see the protocol `Environments`."""

    def __init__(self, engine: BoundEngine, connection: Connection, created: CreatedEnvironments) -> None:
        self.spec: EnvironmentSpec = created.spec
        self._engine = engine
        self._connection = connection
        self._created = created
        functions = engine.functions
        self._arrays = BoundArrays(created.spec, created.num_envs, functions.new_memory())
        self._all = np.arange(created.num_envs)
        bound = engine.check(functions.bind(created.environment_id.encode(), self._arrays))
        self._handle = functions.handle(bound)
        keeping_gil = created.num_envs <= _KEEPING_GIL
        self._step = functions.step_keeping_gil if keeping_gil else functions.step
        self._resume = functions.resume
        self._receive = functions.resume_keeping_gil if keeping_gil else functions.resume
        self._caller: threading.Thread | None = None  # who has begun a command that has not finished
        self._is_sent = False  # whether a step waits for its receipt
        self._prepare()
        _alive.add(self)
        # The arrays are arguments, so that they live as long as the engine may write to them.
        self._finalizer = weakref.finalize(self, _abandon, engine, connection, created, bound, self._arrays)
        self._finalizer.atexit = False

    def _prepare(self) -> None:
        """Makes the views that a step of one environment reads and writes."""
        arrays = self._arrays
        self._packed = arrays.actions.data.cast("B")
        self._first_action: Any = arrays.actions[0].data
        discrete = self.spec.action.kind is ActionKind.DISCRETE
        self._choices = self.spec.action.counts[0] if discrete else 0
        self._observation: Float32 = arrays.results.observations[0]
        self._reward: Any = arrays.results.rewards.data  # its elements are Python's own floats and bools
        self._terminated: Any = arrays.results.terminated.data
        self._truncated: Any = arrays.results.truncated.data
        self._position = arrays.values["position"][0]
        self._columns = tuple(column for key, column in arrays.values.items() if key != "position")

    @property
    def is_closed(self) -> bool:
        """Whether `close` was called."""
        return not self._finalizer.alive

    def step_one(self, action: Any) -> SingleStep:
        """Steps the only environment; within the process that takes some 2 µs more than the simulation itself."""
        if self._caller is not None:
            self._check_usable()
        if is_enabled() is not self._engine.faulthandler_enabled:
            self._engine.check_handlers()
        if type(action) in _INTEGERS and 0 <= action < self._choices:
            self._first_action[0] = action
        else:
            self._packed[:] = self.spec.action.encode(action)
        try:
            code = self._step(self._handle)
            if code:
                self._finish(code)
        except errors.Error:
            raise
        except BaseException:  # Ctrl-C: what became of the step is unknown
            self._caller = threading.current_thread()
            raise
        seed, episode, time, equity, pnl, fees, interventions, phase, digest = self._columns
        info = {
            "episode_seed": seed[0],
            "episode_index": episode[0],
            "time_nanos": time[0],
            "equity": equity[0],
            "pnl": pnl[0],
            "position": self._position.copy(),
            "fees": fees[0],
            "interventions": interventions[0],
            "phase": phase[0],
            "digest": digest[0],
        }
        return self._observation.copy(), self._reward[0], self._terminated[0], self._truncated[0], info

    def _run(self, function: Function, *arguments: object) -> None:
        """Does a command with a function that releases the GIL."""
        self._caller = threading.current_thread()
        self._finish(function(self._handle, *arguments))

    def _finish(self, code: int) -> None:
        """Goes on with a command, slice by slice: between two of them Ctrl-C arrives and other threads run."""
        self._caller = threading.current_thread()
        while code == UNFINISHED:
            code = self._resume(self._handle)
        self._caller = None
        if code and self._connection.is_broken:
            self._check_usable()
        self._engine.check(code)

    def _check_turn(self, *, revives: bool = False) -> None:
        """Refuses a second thread, and whatever does not reset environments of which a call was interrupted.

        Args:
            revives: Whether the call makes an unknown state a known one.
        """
        caller, current = self._caller, threading.current_thread()
        if caller is None:
            return
        if caller is not current and caller.is_alive():
            raise two_threads(caller, current)
        if not revives:
            raise errors.ResetNeeded("the last call was interrupted before its response arrived: call reset()")

    def step(self, actions: bytes, out: StepArrays | None = None) -> StepBatch:
        """Steps on the thread of the caller."""
        self._prepare_step(actions, out)
        self._run(self._step)
        return self._results()

    def send_step(self, actions: bytes, out: StepArrays | None = None) -> None:
        """Begins a step on a thread of the engine."""
        self._prepare_step(actions, out)
        self._caller = threading.current_thread()
        self._engine.check(self._engine.functions.send_keeping_gil(self._handle))
        self._is_sent = True

    def receive_step(self) -> StepBatch:
        """Does what the thread of the engine has left of the step, after its current slice."""
        self._check_open()
        self._engine.check_handlers()
        if not self._is_sent or self._caller is not threading.current_thread():
            self._check_turn()
            raise errors.Error(NO_STEP)
        self._is_sent = False
        self._finish(self._receive(self._handle))
        return self._results()

    def _prepare_step(self, actions: bytes, out: StepArrays | None) -> None:
        self._check_usable()
        self._packed[:] = actions
        self._arrays.aim(out)

    def _results(self) -> StepBatch:
        arrays, created = self._arrays, self._created
        results = arrays.taken()
        ended = results.terminated | results.truncated
        return StepBatch(
            **results._asdict(),
            final_observations=arrays.finals[ended] if created.has_final_observations else arrays.finals[:0].copy(),
            infos=arrays.infos(self._all if created.info_every_step else ended.nonzero()[0]),
        )

    def reset(self, seeds: list[int] | None = None, mask: bytes = b"") -> StepBatch:
        """Starts the next episode in all environments, or in the environments with 1 in `mask`."""
        self._check_usable(revives=not mask)
        arrays = self._arrays
        arrays.aim(None)
        if seeds is not None:
            arrays.seeds[:] = np.array(seeds, dtype=np.uint64)
        if mask:
            arrays.mask[:] = np.frombuffer(mask, dtype=np.uint8)
        self._run(self._engine.functions.reset, seeds is not None, bool(mask))
        infos = arrays.infos(arrays.mask.nonzero()[0] if mask else self._all)
        return standing(arrays.results.observations.copy(), None, None, infos)

    def collect(self, plan: RolloutPlan) -> RolloutBatch:
        """Plays steps inside the engine with a policy that is being trained."""
        self._check_usable()
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
        self._check_usable()
        return self._connection.action_masks(self._created)

    def snapshot(self, index: int = 0) -> bytes:
        """Returns the whole state of one environment."""
        self._check_usable()
        functions = self._engine.functions
        return functions.taken(self._engine.check(functions.snapshot(self._handle, index)))

    def restore(self, snapshot: bytes, index: int = 0) -> StepBatch:
        """Restores a saved state in one environment."""
        self._check_usable()
        self._arrays.aim(None)
        self._run(self._engine.functions.restore, index, snapshot)
        results, infos = self._arrays.results, self._arrays.infos(self._all[index : index + 1])
        return standing(results.observations.copy(), results.terminated.copy(), results.truncated.copy(), infos)

    def display(self) -> Display:
        """Returns the state of the first environment for a picture."""
        self._check_usable()
        return self._connection.display_environment(self._created.environment_id)

    def fork(self) -> BoundEnvironments:
        """Copies the environments in their current state."""
        self._check_usable()
        twin = self._connection.fork_environment(self._created.environment_id)
        return BoundEnvironments(self._engine, self._connection, replace(self._created, environment_id=twin))

    def close(self) -> None:
        """Closes the environments. A second call, or a call in a forked child, has no effect."""
        if self._finalizer.detach() is None:
            return
        self.block()
        if self._engine.is_over:
            return
        self._engine.check(self._engine.functions.unbind(self._handle))
        if not self._connection.is_broken:
            self._connection.close_environment(self._created.environment_id)

    def block(self) -> None:
        """Makes every later step raise its error: the environments were closed, or belong to another process."""
        self._step = self._refuse

    def _refuse(self, handle: object) -> int:
        self._check_usable()
        return 0

    def end(self) -> None:
        """Ends a step that was sent, before the arrays go with the process."""
        if self._caller is not None and not self.is_closed and not self._engine.is_over:
            self._engine.functions.unbind(self._handle)

    def _check_open(self) -> None:
        check_process(self._engine.pid)
        if self.is_closed:
            raise errors.Error("the environment is closed")
        if self._connection.is_broken:
            raise self._engine.broken()

    def _check_usable(self, *, revives: bool = False) -> None:
        self._check_open()
        self._check_turn(revives=revives)
        self._engine.check_handlers()


_alive: weakref.WeakSet[BoundEnvironments] = weakref.WeakSet()


def _abandon(
    engine: BoundEngine, connection: Connection, created: CreatedEnvironments, handle: int, arrays: BoundArrays
) -> None:
    # Runs inside the garbage collector, on any thread: no call of a service is made here.
    if not engine.is_over:
        engine.functions.abandon(handle)
        connection.abandon(created.environment_id)


@atexit.register
def _end_all() -> None:
    for environments in list(_alive):
        environments.end()


def _after_fork_in_child() -> None:
    """An engine is its process's own. The virtual machine of this one would step for a while in a child, then hang."""
    for environments in _alive:
        environments.block()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork_in_child)
