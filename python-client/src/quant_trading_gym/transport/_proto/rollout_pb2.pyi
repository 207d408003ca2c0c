from quant_trading_gym.transport._proto import environment_pb2 as _environment_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Activation(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ACTIVATION_UNSPECIFIED: _ClassVar[Activation]
    ACTIVATION_RELU: _ClassVar[Activation]
    ACTIVATION_TANH: _ClassVar[Activation]
ACTIVATION_UNSPECIFIED: Activation
ACTIVATION_RELU: Activation
ACTIVATION_TANH: Activation

class DenseLayer(_message.Message):
    __slots__ = ("inputs", "weights", "biases", "activation")
    INPUTS_FIELD_NUMBER: _ClassVar[int]
    WEIGHTS_FIELD_NUMBER: _ClassVar[int]
    BIASES_FIELD_NUMBER: _ClassVar[int]
    ACTIVATION_FIELD_NUMBER: _ClassVar[int]
    inputs: int
    weights: bytes
    biases: bytes
    activation: Activation
    def __init__(self, inputs: _Optional[int] = ..., weights: _Optional[bytes] = ..., biases: _Optional[bytes] = ..., activation: _Optional[_Union[Activation, str]] = ...) -> None: ...

class Network(_message.Message):
    __slots__ = ("layers",)
    LAYERS_FIELD_NUMBER: _ClassVar[int]
    layers: _containers.RepeatedCompositeFieldContainer[DenseLayer]
    def __init__(self, layers: _Optional[_Iterable[_Union[DenseLayer, _Mapping]]] = ...) -> None: ...

class ObservationScaling(_message.Message):
    __slots__ = ("means", "variances", "epsilon", "limit")
    MEANS_FIELD_NUMBER: _ClassVar[int]
    VARIANCES_FIELD_NUMBER: _ClassVar[int]
    EPSILON_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    means: bytes
    variances: bytes
    epsilon: float
    limit: float
    def __init__(self, means: _Optional[bytes] = ..., variances: _Optional[bytes] = ..., epsilon: _Optional[float] = ..., limit: _Optional[float] = ...) -> None: ...

class LearningPolicy(_message.Message):
    __slots__ = ("actor", "critic", "log_std", "epsilons", "scaling")
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    CRITIC_FIELD_NUMBER: _ClassVar[int]
    LOG_STD_FIELD_NUMBER: _ClassVar[int]
    EPSILONS_FIELD_NUMBER: _ClassVar[int]
    SCALING_FIELD_NUMBER: _ClassVar[int]
    actor: Network
    critic: Network
    log_std: bytes
    epsilons: bytes
    scaling: ObservationScaling
    def __init__(self, actor: _Optional[_Union[Network, _Mapping]] = ..., critic: _Optional[_Union[Network, _Mapping]] = ..., log_std: _Optional[bytes] = ..., epsilons: _Optional[bytes] = ..., scaling: _Optional[_Union[ObservationScaling, _Mapping]] = ...) -> None: ...

class CollectRolloutRequest(_message.Message):
    __slots__ = ("environment_id", "policy", "steps", "seed", "index", "forced_actions")
    ENVIRONMENT_ID_FIELD_NUMBER: _ClassVar[int]
    POLICY_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    SEED_FIELD_NUMBER: _ClassVar[int]
    INDEX_FIELD_NUMBER: _ClassVar[int]
    FORCED_ACTIONS_FIELD_NUMBER: _ClassVar[int]
    environment_id: str
    policy: LearningPolicy
    steps: int
    seed: int
    index: int
    forced_actions: bytes
    def __init__(self, environment_id: _Optional[str] = ..., policy: _Optional[_Union[LearningPolicy, _Mapping]] = ..., steps: _Optional[int] = ..., seed: _Optional[int] = ..., index: _Optional[int] = ..., forced_actions: _Optional[bytes] = ...) -> None: ...

class CollectRolloutResponse(_message.Message):
    __slots__ = ("observations", "actions", "log_probabilities", "values", "rewards", "terminated", "truncated", "last_observations", "end_steps", "end_infos", "final_observations")
    OBSERVATIONS_FIELD_NUMBER: _ClassVar[int]
    ACTIONS_FIELD_NUMBER: _ClassVar[int]
    LOG_PROBABILITIES_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    REWARDS_FIELD_NUMBER: _ClassVar[int]
    TERMINATED_FIELD_NUMBER: _ClassVar[int]
    TRUNCATED_FIELD_NUMBER: _ClassVar[int]
    LAST_OBSERVATIONS_FIELD_NUMBER: _ClassVar[int]
    END_STEPS_FIELD_NUMBER: _ClassVar[int]
    END_INFOS_FIELD_NUMBER: _ClassVar[int]
    FINAL_OBSERVATIONS_FIELD_NUMBER: _ClassVar[int]
    observations: bytes
    actions: bytes
    log_probabilities: bytes
    values: bytes
    rewards: bytes
    terminated: bytes
    truncated: bytes
    last_observations: bytes
    end_steps: _containers.RepeatedScalarFieldContainer[int]
    end_infos: _containers.RepeatedCompositeFieldContainer[_environment_pb2.EpisodeInfo]
    final_observations: bytes
    def __init__(self, observations: _Optional[bytes] = ..., actions: _Optional[bytes] = ..., log_probabilities: _Optional[bytes] = ..., values: _Optional[bytes] = ..., rewards: _Optional[bytes] = ..., terminated: _Optional[bytes] = ..., truncated: _Optional[bytes] = ..., last_observations: _Optional[bytes] = ..., end_steps: _Optional[_Iterable[int]] = ..., end_infos: _Optional[_Iterable[_Union[_environment_pb2.EpisodeInfo, _Mapping]]] = ..., final_observations: _Optional[bytes] = ...) -> None: ...
