from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ScenarioSource(_message.Message):
    __slots__ = ("name", "yaml", "overrides_json", "policies")
    class PoliciesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    NAME_FIELD_NUMBER: _ClassVar[int]
    YAML_FIELD_NUMBER: _ClassVar[int]
    OVERRIDES_JSON_FIELD_NUMBER: _ClassVar[int]
    POLICIES_FIELD_NUMBER: _ClassVar[int]
    name: str
    yaml: str
    overrides_json: str
    policies: _containers.ScalarMap[str, str]
    def __init__(self, name: _Optional[str] = ..., yaml: _Optional[str] = ..., overrides_json: _Optional[str] = ..., policies: _Optional[_Mapping[str, str]] = ...) -> None: ...

class ListScenariosRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListScenariosResponse(_message.Message):
    __slots__ = ("scenarios",)
    class Entry(_message.Message):
        __slots__ = ("name", "title", "gymnasium_id")
        NAME_FIELD_NUMBER: _ClassVar[int]
        TITLE_FIELD_NUMBER: _ClassVar[int]
        GYMNASIUM_ID_FIELD_NUMBER: _ClassVar[int]
        name: str
        title: str
        gymnasium_id: str
        def __init__(self, name: _Optional[str] = ..., title: _Optional[str] = ..., gymnasium_id: _Optional[str] = ...) -> None: ...
    SCENARIOS_FIELD_NUMBER: _ClassVar[int]
    scenarios: _containers.RepeatedCompositeFieldContainer[ListScenariosResponse.Entry]
    def __init__(self, scenarios: _Optional[_Iterable[_Union[ListScenariosResponse.Entry, _Mapping]]] = ...) -> None: ...

class DescribeScenarioRequest(_message.Message):
    __slots__ = ("scenario",)
    SCENARIO_FIELD_NUMBER: _ClassVar[int]
    scenario: ScenarioSource
    def __init__(self, scenario: _Optional[_Union[ScenarioSource, _Mapping]] = ...) -> None: ...

class DescribeScenarioResponse(_message.Message):
    __slots__ = ("effective_yaml", "effective_json", "environment")
    EFFECTIVE_YAML_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_JSON_FIELD_NUMBER: _ClassVar[int]
    ENVIRONMENT_FIELD_NUMBER: _ClassVar[int]
    effective_yaml: str
    effective_json: str
    environment: EnvironmentSpec
    def __init__(self, effective_yaml: _Optional[str] = ..., effective_json: _Optional[str] = ..., environment: _Optional[_Union[EnvironmentSpec, _Mapping]] = ...) -> None: ...

class GetScenarioSchemaRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class GetScenarioSchemaResponse(_message.Message):
    __slots__ = ("json_schema",)
    JSON_SCHEMA_FIELD_NUMBER: _ClassVar[int]
    json_schema: str
    def __init__(self, json_schema: _Optional[str] = ...) -> None: ...

class ValidateScenarioRequest(_message.Message):
    __slots__ = ("scenario",)
    SCENARIO_FIELD_NUMBER: _ClassVar[int]
    scenario: ScenarioSource
    def __init__(self, scenario: _Optional[_Union[ScenarioSource, _Mapping]] = ...) -> None: ...

class ValidateScenarioResponse(_message.Message):
    __slots__ = ("problems",)
    class Problem(_message.Message):
        __slots__ = ("field", "value", "allowed", "message")
        FIELD_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        ALLOWED_FIELD_NUMBER: _ClassVar[int]
        MESSAGE_FIELD_NUMBER: _ClassVar[int]
        field: str
        value: str
        allowed: str
        message: str
        def __init__(self, field: _Optional[str] = ..., value: _Optional[str] = ..., allowed: _Optional[str] = ..., message: _Optional[str] = ...) -> None: ...
    PROBLEMS_FIELD_NUMBER: _ClassVar[int]
    problems: _containers.RepeatedCompositeFieldContainer[ValidateScenarioResponse.Problem]
    def __init__(self, problems: _Optional[_Iterable[_Union[ValidateScenarioResponse.Problem, _Mapping]]] = ...) -> None: ...

class ListFeaturesRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListFeaturesResponse(_message.Message):
    __slots__ = ("features",)
    class Parameter(_message.Message):
        __slots__ = ("name", "unit", "default_value", "description")
        NAME_FIELD_NUMBER: _ClassVar[int]
        UNIT_FIELD_NUMBER: _ClassVar[int]
        DEFAULT_VALUE_FIELD_NUMBER: _ClassVar[int]
        DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
        name: str
        unit: str
        default_value: str
        description: str
        def __init__(self, name: _Optional[str] = ..., unit: _Optional[str] = ..., default_value: _Optional[str] = ..., description: _Optional[str] = ...) -> None: ...
    class Feature(_message.Message):
        __slots__ = ("name", "description", "outputs", "parameters")
        NAME_FIELD_NUMBER: _ClassVar[int]
        DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
        OUTPUTS_FIELD_NUMBER: _ClassVar[int]
        PARAMETERS_FIELD_NUMBER: _ClassVar[int]
        name: str
        description: str
        outputs: _containers.RepeatedScalarFieldContainer[str]
        parameters: _containers.RepeatedCompositeFieldContainer[ListFeaturesResponse.Parameter]
        def __init__(self, name: _Optional[str] = ..., description: _Optional[str] = ..., outputs: _Optional[_Iterable[str]] = ..., parameters: _Optional[_Iterable[_Union[ListFeaturesResponse.Parameter, _Mapping]]] = ...) -> None: ...
    FEATURES_FIELD_NUMBER: _ClassVar[int]
    features: _containers.RepeatedCompositeFieldContainer[ListFeaturesResponse.Feature]
    def __init__(self, features: _Optional[_Iterable[_Union[ListFeaturesResponse.Feature, _Mapping]]] = ...) -> None: ...

class EnvironmentSpec(_message.Message):
    __slots__ = ("scenario", "observation", "action", "decision_interval_nanos", "steps_per_episode", "instruments", "baselines", "scenario_json", "scenario_hash", "build", "refusal_reasons")
    SCENARIO_FIELD_NUMBER: _ClassVar[int]
    OBSERVATION_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    DECISION_INTERVAL_NANOS_FIELD_NUMBER: _ClassVar[int]
    STEPS_PER_EPISODE_FIELD_NUMBER: _ClassVar[int]
    INSTRUMENTS_FIELD_NUMBER: _ClassVar[int]
    BASELINES_FIELD_NUMBER: _ClassVar[int]
    SCENARIO_JSON_FIELD_NUMBER: _ClassVar[int]
    SCENARIO_HASH_FIELD_NUMBER: _ClassVar[int]
    BUILD_FIELD_NUMBER: _ClassVar[int]
    REFUSAL_REASONS_FIELD_NUMBER: _ClassVar[int]
    scenario: str
    observation: ObservationSpec
    action: ActionSpec
    decision_interval_nanos: int
    steps_per_episode: int
    instruments: _containers.RepeatedScalarFieldContainer[str]
    baselines: _containers.RepeatedScalarFieldContainer[str]
    scenario_json: str
    scenario_hash: str
    build: str
    refusal_reasons: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, scenario: _Optional[str] = ..., observation: _Optional[_Union[ObservationSpec, _Mapping]] = ..., action: _Optional[_Union[ActionSpec, _Mapping]] = ..., decision_interval_nanos: _Optional[int] = ..., steps_per_episode: _Optional[int] = ..., instruments: _Optional[_Iterable[str]] = ..., baselines: _Optional[_Iterable[str]] = ..., scenario_json: _Optional[str] = ..., scenario_hash: _Optional[str] = ..., build: _Optional[str] = ..., refusal_reasons: _Optional[_Iterable[str]] = ...) -> None: ...

class ObservationSpec(_message.Message):
    __slots__ = ("fields", "canonical_json", "hash")
    class Field(_message.Message):
        __slots__ = ("name", "unit", "scale", "low", "high", "block")
        NAME_FIELD_NUMBER: _ClassVar[int]
        UNIT_FIELD_NUMBER: _ClassVar[int]
        SCALE_FIELD_NUMBER: _ClassVar[int]
        LOW_FIELD_NUMBER: _ClassVar[int]
        HIGH_FIELD_NUMBER: _ClassVar[int]
        BLOCK_FIELD_NUMBER: _ClassVar[int]
        name: str
        unit: str
        scale: float
        low: float
        high: float
        block: str
        def __init__(self, name: _Optional[str] = ..., unit: _Optional[str] = ..., scale: _Optional[float] = ..., low: _Optional[float] = ..., high: _Optional[float] = ..., block: _Optional[str] = ...) -> None: ...
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    CANONICAL_JSON_FIELD_NUMBER: _ClassVar[int]
    HASH_FIELD_NUMBER: _ClassVar[int]
    fields: _containers.RepeatedCompositeFieldContainer[ObservationSpec.Field]
    canonical_json: str
    hash: str
    def __init__(self, fields: _Optional[_Iterable[_Union[ObservationSpec.Field, _Mapping]]] = ..., canonical_json: _Optional[str] = ..., hash: _Optional[str] = ...) -> None: ...

class ActionSpec(_message.Message):
    __slots__ = ("kind", "counts", "size", "labels", "scheme", "canonical_json")
    class Kind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        KIND_UNSPECIFIED: _ClassVar[ActionSpec.Kind]
        KIND_DISCRETE: _ClassVar[ActionSpec.Kind]
        KIND_MULTI_DISCRETE: _ClassVar[ActionSpec.Kind]
        KIND_BOX: _ClassVar[ActionSpec.Kind]
    KIND_UNSPECIFIED: ActionSpec.Kind
    KIND_DISCRETE: ActionSpec.Kind
    KIND_MULTI_DISCRETE: ActionSpec.Kind
    KIND_BOX: ActionSpec.Kind
    KIND_FIELD_NUMBER: _ClassVar[int]
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    SCHEME_FIELD_NUMBER: _ClassVar[int]
    CANONICAL_JSON_FIELD_NUMBER: _ClassVar[int]
    kind: ActionSpec.Kind
    counts: _containers.RepeatedScalarFieldContainer[int]
    size: int
    labels: _containers.RepeatedScalarFieldContainer[str]
    scheme: str
    canonical_json: str
    def __init__(self, kind: _Optional[_Union[ActionSpec.Kind, str]] = ..., counts: _Optional[_Iterable[int]] = ..., size: _Optional[int] = ..., labels: _Optional[_Iterable[str]] = ..., scheme: _Optional[str] = ..., canonical_json: _Optional[str] = ...) -> None: ...
