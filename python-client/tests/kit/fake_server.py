"""A fake server with deterministic episodes and injected faults.

An observation is [episode number, step, last action] / 100. The reward is the action. An episode ends after `HORIZON`
steps. The episode number is the seed; without a seed, it increases by one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import grpc
import numpy as np
from google.protobuf import any_pb2
from google.rpc import error_details_pb2, status_pb2

from quant_trading_gym._version import PROTOCOL, __version__
from quant_trading_gym.transport._proto import environment_pb2 as e
from quant_trading_gym.transport._proto import policy_pb2, scenario_pb2, session_pb2

HORIZON = 5
TOKEN = "secret"
FIELDS = ("episode", "step", "last_action")

SPEC = scenario_pb2.EnvironmentSpec(
    scenario="fake",
    observation=scenario_pb2.ObservationSpec(
        fields=[
            scenario_pb2.ObservationSpec.Field(name=name, unit="1", scale=100.0, low=-1.0, high=10.0, block="fake")
            for name in FIELDS
        ],
        canonical_json="{}",
        hash="44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
    ),
    action=scenario_pb2.ActionSpec(
        kind=scenario_pb2.ActionSpec.KIND_DISCRETE,
        counts=[3],
        size=1,
        labels=["sell", "hold", "buy"],
        scheme="fake",
        canonical_json="{}",
    ),
    decision_interval_nanos=1_000_000_000,
    steps_per_episode=HORIZON,
    instruments=["FAKE"],
    baselines=["random"],
    scenario_json="{}",
    scenario_hash="44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
    build="0.1.0 (fake)",
)


def refusal(code: grpc.StatusCode, reason: str, message: str, **metadata: str) -> Any:
    """Returns a rich status in the format of the Java server."""
    info = error_details_pb2.ErrorInfo(domain="quanttradinggym", reason=reason, metadata=metadata)
    detail = any_pb2.Any()
    detail.Pack(info)
    status = status_pb2.Status(code=code.value[0], message=message, details=[detail])
    return code, message, (("grpc-status-details-bin", status.SerializeToString()),)


@dataclass
class Episodes:
    """The state of one vector environment."""

    request: e.CreateEnvironmentRequest
    numbers: np.ndarray = field(init=False)
    steps: np.ndarray = field(init=False)
    actions: np.ndarray = field(init=False)
    returns: np.ndarray = field(init=False)
    ended: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        n = self.request.num_envs
        self.numbers = np.zeros(n, dtype=np.uint64)
        self.steps, self.actions = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
        self.returns, self.ended = np.zeros(n), np.ones(n, dtype=bool)

    def observe(self) -> np.ndarray:
        return (np.stack([self.numbers, self.steps, self.actions], axis=1) / 100).astype("<f4")

    def info(self, i: int) -> e.EpisodeInfo:
        return e.EpisodeInfo(
            index=i,
            episode_seed=int(self.numbers[i]),
            time_nanos=int(self.steps[i]) * 1_000_000_000,
            equity=1000.0 + self.returns[i],
            pnl=self.returns[i],
            position=[int(self.actions[i])],
            fees=0.5,
            interventions=1,
            episode_return=self.returns[i],
            episode_length=int(self.steps[i]),
            digest=f"{int(self.numbers[i]):016x}",
            phase=1,
            mid_ticks=100.0 + self.steps[i],
            own_bid_ticks=99.0,
            own_ask_ticks=math.nan,
        )

    def begin(self, mask: np.ndarray, seeds: np.ndarray | None) -> None:
        self.numbers[mask] = self.numbers[mask] + 1 if seeds is None else seeds[mask]
        self.steps[mask] = self.actions[mask] = self.returns[mask] = 0
        self.ended[mask] = False

    def reset(self, command: e.ResetCommand) -> e.ResetResult:
        n = self.request.num_envs
        mask = np.frombuffer(command.mask, dtype=bool) if command.mask else np.ones(n, dtype=bool)
        self.begin(mask, np.array(command.seeds, dtype=np.uint64) if command.seeds else None)
        infos = [self.info(i) for i in np.flatnonzero(mask)]
        return e.ResetResult(observations=self.observe().tobytes(), infos=infos)

    def step(self, command: e.StepCommand) -> e.StepResult:
        mode, limit = self.request.autoreset_mode, self.request.max_episode_steps
        resetting = self.ended.copy()
        moving = ~resetting
        self.actions[moving] = np.frombuffer(command.actions, dtype="<i4")[moving]
        self.steps[moving] += 1
        rewards = np.where(moving, self.actions, 0).astype("<f8")
        self.returns[moving] += rewards[moving]
        terminated = moving & (self.steps >= HORIZON)
        truncated = moving & ~terminated & (self.steps >= limit) if limit else np.zeros_like(moving)
        self.ended = terminated | truncated
        shown = range(len(moving)) if self.request.info_every_step else np.flatnonzero(self.ended)
        result = e.StepResult(
            rewards=rewards.tobytes(),
            terminated=terminated.tobytes(),
            truncated=truncated.tobytes(),
            infos=[self.info(i) for i in shown],
        )
        if mode == e.AUTORESET_MODE_SAME_STEP:
            result.final_observations = self.observe()[self.ended].tobytes()
            self.begin(self.ended.copy(), None)
        elif mode == e.AUTORESET_MODE_NEXT_STEP:
            self.begin(resetting, None)
        result.observations = self.observe().tobytes()
        return result


class FakeServer:
    """Serves on a loopback port; `fault` is called with each stream request and may return or raise an error."""

    def __init__(self) -> None:
        self.fault: Callable[[grpc.ServicerContext, e.RunEnvironmentRequest], e.CommandError | None] | None = None
        self.handshake_refusal: Any = None
        self.build_version = __version__
        self.skipped_numbers = 0  # of the responses of a stream
        self.environments: dict[str, Episodes] = {}
        self.created: list[e.CreateEnvironmentRequest] = []
        self.uploaded: dict[str, bytes] = {}
        self.effective_json = "{}"
        self._server = grpc.server(ThreadPoolExecutor(max_workers=16))
        self._server.add_generic_rpc_handlers([self._handlers(name, calls) for name, calls in self._services().items()])
        self.address = f"127.0.0.1:{self._server.add_insecure_port('127.0.0.1:0')}"
        self._server.start()

    def stop(self) -> None:
        self._server.stop(grace=None).wait()

    def _services(self) -> dict[str, dict[str, Any]]:
        return {
            "SessionService": {"Handshake": (session_pb2.HandshakeRequest, self._handshake)},
            "ScenarioService": {"DescribeScenario": (scenario_pb2.DescribeScenarioRequest, self._describe)},
            "EnvironmentService": {
                "CreateEnvironment": (e.CreateEnvironmentRequest, self._create),
                "CloseEnvironment": (e.CloseEnvironmentRequest, self._close),
                "DisplayEnvironment": (e.DisplayEnvironmentRequest, self._display),
                "RunEnvironment": (e.RunEnvironmentRequest, self._run),
            },
            "PolicyService": {"UploadPolicy": (policy_pb2.UploadPolicyRequest, self._upload)},
        }

    def _handlers(self, service: str, calls: dict[str, Any]) -> grpc.GenericRpcHandler:
        handlers = {}
        for name, (request, method) in calls.items():
            kind = (
                grpc.stream_stream_rpc_method_handler
                if name == "RunEnvironment"
                else grpc.unary_unary_rpc_method_handler
            )
            handlers[name] = kind(self._guarded(method), request.FromString, lambda answer: answer.SerializeToString())
        return grpc.method_handlers_generic_handler(f"quanttradinggym.v1.{service}", handlers)

    def _guarded(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def call(request: Any, context: grpc.ServicerContext) -> Any:
            if dict(context.invocation_metadata()).get("authorization") != f"Bearer {TOKEN}":
                abort(context, refusal(grpc.StatusCode.UNAUTHENTICATED, "TOKEN", "the token is wrong", field="token"))
            return method(request, context)

        return call

    def _handshake(self, request: Any, context: grpc.ServicerContext) -> session_pb2.HandshakeResponse:
        if self.handshake_refusal is not None:
            abort(context, self.handshake_refusal)
        return session_pb2.HandshakeResponse(
            protocol=PROTOCOL, build_version=self.build_version, machine={"java": "none"}
        )

    def _describe(self, request: Any, context: grpc.ServicerContext) -> scenario_pb2.DescribeScenarioResponse:
        return scenario_pb2.DescribeScenarioResponse(effective_json=self.effective_json, environment=SPEC)

    def _create(
        self, request: e.CreateEnvironmentRequest, context: grpc.ServicerContext
    ) -> e.CreateEnvironmentResponse:
        self.created.append(request)
        if request.scenario.name == "broken":
            abort(context, refusal(grpc.StatusCode.INTERNAL, "INTERNAL", "out of cheese"))
        identifier = str(len(self.created))
        self.environments[identifier] = Episodes(request)
        return e.CreateEnvironmentResponse(environment_id=identifier, spec=SPEC)

    def _close(self, request: e.CloseEnvironmentRequest, context: grpc.ServicerContext) -> e.CloseEnvironmentResponse:
        self.environments.pop(request.environment_id, None)
        return e.CloseEnvironmentResponse()

    def _display(
        self, request: e.DisplayEnvironmentRequest, context: grpc.ServicerContext
    ) -> e.DisplayEnvironmentResponse:
        level = e.DisplayEnvironmentResponse.Level
        return e.DisplayEnvironmentResponse(
            tick_size=0.01,
            bids=[level(price_ticks=99, quantity_lots=3)],
            asks=[level(price_ticks=102, quantity_lots=4)],
            orders=[e.OwnOrder(buy=True, price_ticks=99, remaining_lots=1)],
            fills=[e.OwnFill(time_nanos=1, buy=True, price_ticks=100, quantity_lots=1)],
        )

    def _upload(self, request: Any, context: grpc.ServicerContext) -> policy_pb2.UploadPolicyResponse:
        self.uploaded[request.name] = request.onnx
        return policy_pb2.UploadPolicyResponse(policy_id=f"id-of-{request.name}", metadata={"name": request.name})

    def _run(
        self, requests: Iterator[e.RunEnvironmentRequest], context: grpc.ServicerContext
    ) -> Iterator[e.RunEnvironmentResponse]:
        environment = None
        for request in requests:
            environment = environment or self.environments[request.environment_id]
            error = self.fault(context, request) if self.fault else None
            if error is not None:
                response = e.RunEnvironmentResponse(error=error)
            elif request.HasField("step"):
                response = e.RunEnvironmentResponse(step=environment.step(request.step))
            else:
                response = e.RunEnvironmentResponse(reset=environment.reset(request.reset))
            response.number = request.number + self.skipped_numbers
            yield response


def abort(context: grpc.ServicerContext, answer: Any) -> None:
    code, message, metadata = answer
    context.set_trailing_metadata(metadata)
    context.abort(code, message)
